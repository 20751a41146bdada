#pragma once

#include <string_view>

namespace vish::server {

/// The version of this software; that of the contracts is proto::api_version().
std::string_view version();

}  // namespace vish::server
