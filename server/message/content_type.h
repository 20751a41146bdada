#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/message/message.h"

namespace vish::server {

/// The kind of a body, by the Content-Type of its request.
struct ContentType {
  std::string type;                    ///< without parameters
  std::optional<std::string> charset;  ///< as given, without quotes
  /// Whether the first line of a text/csv is said not to be a header (RFC 4180): by `header=absent`.
  bool headerless = false;
};

/// Returns the Content-Type of a request; throws a Refusal (415) when its type is not `type`, when it names two types,
/// or when it names a charset twice.
ContentType require_type(const Request& request, std::string_view type);

}  // namespace vish::server
