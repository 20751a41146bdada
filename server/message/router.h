#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/message/route.h"

namespace vish::server {

/// The result of a search: the route and its parameters; a null route when no route fits.
struct Match {
  const Route* route = nullptr;
  std::vector<std::string> parameters;
  std::string allow;  ///< methods of the path, where the path exists and the method does not
};

/// Finds the route of a request. A Router never changes, and any thread may use it.
class Router {
 public:
  explicit Router(Routes routes);
  Match find(http::verb method, const std::vector<std::string>& segments) const;
  /// Returns every route. Each address is valid as long as this object lives.
  std::vector<const Route*> routes() const;

 private:
  /// A route with the segments of its pattern.
  struct Entry {
    Route route;
    std::vector<std::string> segments;
  };
  std::vector<Entry> entries_;
};

/// Fills `request` from a target in origin form or in absolute form (RFC 9112 section 3.2); false when it is neither.
/// In absolute form any server will do, but it must be one (is_server()); `secure` says that the request came over TLS,
/// and then the scheme is https (RFC 9110 section 4.2.2).
bool parse_target(std::string_view target, bool secure, Request& request);

}  // namespace vish::server
