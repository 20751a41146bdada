#pragma once

#include <string_view>

namespace vish::server {

/// Returns the version of this software, which also tells a build for measuring only. proto::api_version() is the
/// version of the contracts.
std::string_view version();

}  // namespace vish::server
