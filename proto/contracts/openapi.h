#pragma once

#include <string_view>

namespace vish::proto {

/// The contract of the data routes (proto/openapi.yaml) as JSON.
std::string_view openapi_json();

/// The contract of the beheer routes (proto/beheer-openapi.yaml) as JSON.
std::string_view beheer_openapi_json();

/// The full version of both contracts, for the header API-Version.
std::string_view api_version();

}  // namespace vish::proto
