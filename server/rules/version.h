#pragma once

#include <string_view>

namespace vish::server {

/// The version of this software, and with it whether it was built to measure
/// only; that of the contracts is proto::api_version().
std::string_view version();

}  // namespace vish::server
