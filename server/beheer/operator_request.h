#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/app/app.h"
#include "server/message/route.h"

namespace vish::server {

/// A request of a known operator who may do what the route does. Its handler runs in App::operator_room or on
/// App::backup_pool, where it may block.
struct OperatorRequest {
  App& app;
  const Request& request;
  const std::vector<std::string>& parameters;
  const std::string& body;  ///< empty for routes without one
  const Operator& door;
  std::string_view mediatype;  ///< the form of the answer

  /// Makes an audit line for an act of this operator in this request.
  proto::Auditregel regel(proto::Handeling handeling) const;
};

/// Answers a request of an operator, or throws Refusal.
using OperatorHandler = std::function<Response(const OperatorRequest&)>;

/// Most requests need no larger body, in bytes.
inline constexpr std::uint64_t kUsualBody = std::uint64_t{64} << 10U;

// These functions make routes for operators. A route with a body takes JSON.

/// Makes a GET route that only reads, for every role.
Route reading(std::string pattern, OperatorHandler handler, Terms terms = {});
/// Makes a POST route that records a reading and changes nothing else, for every role.
Route recorded_reading(std::string pattern, OperatorHandler handler, Terms terms = {});
/// Makes a POST route that changes something, for role beheer. Its body holds at most `most_bytes`.
Route changing(std::string pattern, OperatorHandler handler, Terms terms = {}, std::uint64_t most_bytes = kUsualBody);
/// Makes a POST route that looks at what is held of a person and records that only, for role privacy.
Route inzage_route(std::string pattern, OperatorHandler handler, Terms terms = {});
/// These functions make routes as reading() and changing() do, but the work of these routes runs on the pool of
/// backups.
Route backup_reading(std::string pattern, OperatorHandler handler, Terms terms = {});
Route backup_work(std::string pattern, OperatorHandler handler, Terms terms = {});

/// Returns a 202 with the request while that act waits for a second person; nothing when it does not wait.
std::optional<Response> waiting_for_second(const App& app, proto::Handeling handeling, std::string_view naam);

/// Returns the value read from the body, or refuses (400) with every finding on the body.
template <class T>
T require_valid(boost::system::result<T, std::vector<proto::InvalidParam>> checked) {
  if (checked) return std::move(*checked);
  throw Refusal{{proto::Foutcode::ongeldigeInvoer, "De invoer is ongeldig; invalidParams noemt elke fout.",
                 std::move(checked.error())}};
}

}  // namespace vish::server
