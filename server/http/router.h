#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "proto/json/problem.h"
#include "server/http/accept.h"
#include "server/http/message.h"

namespace vish::server {

/// A request that found its route.
struct Exchange {
  const Request& request;
  BodyReader& body;
  std::vector<std::string> parameters;  ///< what stands in the places of {…}, in order
  std::string_view mediatype = kJson;   ///< of the route's offers the one that the caller likes best
};

using Handler = std::function<Awaitable<Response>(Exchange&)>;

struct Route {
  http::verb method;
  std::string pattern;  ///< for instance /v1/aansluitingen/{aansluitcode}
  bool open = false;    ///< no client certificate is needed
  Handler handler;
  /// In which forms it answers, the usual one first; errors aside. (Not as a
  /// list in braces, in which g++ 12 sees something uninitialized.)
  std::vector<std::string_view> offers = std::vector<std::string_view>(1, kJson);
  /// The names of the parameters that its query may have; literals.
  std::vector<std::string_view> query = {};
  /// Records a refusal that was made before the handler ran, in front of the
  /// answer; throws when that cannot be. Empty: there is nothing to record.
  std::function<Awaitable<void>(const Request&, const Refusal&)> on_refusal = {};
};

struct Match {
  const Route* route = nullptr;
  std::vector<std::string> parameters;
  std::string allow;  ///< methods of the path, where the path exists and the method does not
};

/// Finds the handler for a request. Immutable once the server runs.
class Router {
 public:
  /// The route as it is kept, at an address that stays until another is added.
  Route& add(Route route);
  Match find(http::verb method, const std::vector<std::string>& segments) const;
  /// Every route, at an address that stays as long as no other is added.
  std::vector<const Route*> routes() const;

 private:
  struct Entry {
    Route route;
    std::vector<std::string> segments;
  };
  std::vector<Entry> entries_;
};

/// Fills `request` from a target in origin form or in absolute form, of which
/// the server is not looked at (RFC 9112 section 3.2); false when it is neither.
bool parse_target(std::string_view target, Request& request);

/// What is wrong with the query of a request for that route: parameters that
/// it does not know, of which no name is repeated, or that are doubled; the
/// first twenty.
std::vector<proto::InvalidParam> query_findings(const Route& route, const Request& request);

}  // namespace vish::server
