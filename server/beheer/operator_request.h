#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/app/app.h"
#include "server/http/route.h"

namespace vish::server {

/// A request of an operator who is known and may do what the route does. Its
/// handler runs in App::operator_room or on App::backup_pool, where it may block.
struct OperatorRequest {
  App& app;
  const Request& request;
  const std::vector<std::string>& parameters;
  const std::string& body;  ///< empty for routes without one
  const Operator& door;
  std::string_view mediatype;  ///< in which form to answer

  /// An audit line for this act.
  proto::Auditregel regel(proto::Handeling handeling) const;
};

using OperatorHandler = std::function<Response(const OperatorRequest&)>;

/// A body no larger than most requests need, in bytes.
inline constexpr std::uint64_t kUsualBody = std::uint64_t{64} << 10U;

// Routes for operators. A route with a body takes JSON.

/// GET that only reads: for every role.
Route reading(std::string pattern, OperatorHandler handler, Terms terms = {});
/// POST that records that is read, and changes nothing else: for every role.
Route recorded_reading(std::string pattern, OperatorHandler handler, Terms terms = {});
/// POST that changes something: for role beheer. `most_bytes`: of its body.
Route changing(std::string pattern, OperatorHandler handler, Terms terms = {}, std::uint64_t most_bytes = kUsualBody);
/// POST that looks at what is held of a person: for role privacy.
Route inzage_route(std::string pattern, OperatorHandler handler, Terms terms = {});
/// As reading() and changing(), on the pool of backups.
Route backup_reading(std::string pattern, OperatorHandler handler, Terms terms = {});
Route backup_work(std::string pattern, OperatorHandler handler, Terms terms = {});

/// 202 with what is asked, while that act waits for a second person.
std::optional<Response> waiting_for_second(const App& app, proto::Handeling handeling, std::string_view naam);

/// The value read from the body, or every finding on it (400).
template <class T>
T require_valid(boost::system::result<T, std::vector<proto::InvalidParam>> checked) {
  if (checked) return std::move(*checked);
  throw Refusal{{proto::Foutcode::ongeldigeInvoer, "De invoer is ongeldig; invalidParams noemt elke fout.",
                 std::move(checked.error())}};
}

}  // namespace vish::server
