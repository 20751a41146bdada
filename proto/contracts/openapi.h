#pragma once

#include <string_view>

namespace vish::proto {

/// Returns the contract of the data routes (proto/openapi.yaml) as JSON.
std::string_view openapi_json();

/// Returns the contract of the beheer routes (proto/beheer-openapi.yaml) as JSON.
std::string_view beheer_openapi_json();

/// Returns the full version of both contracts, for the header API-Version.
std::string_view api_version();

}  // namespace vish::proto
