#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/http/message.h"

namespace vish::server {

/// What the body of a request is, by its Content-Type.
struct ContentType {
  std::string type;                    ///< without its parameters
  std::optional<std::string> charset;  ///< as given, without quotes
};

/// Refuses (415) another type, two of them, and a charset that is named twice.
ContentType require_type(const Request& request, std::string_view type);

}  // namespace vish::server
