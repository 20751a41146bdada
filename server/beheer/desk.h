#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/app/app.h"
#include "server/http/router.h"

namespace vish::server {

/// A request of an operator who is known and may do what the route does. Its
/// handler runs in App::operator_room or on App::backup_pool, where it may block.
struct Deskwork {
  App& app;
  const Request& request;
  const std::vector<std::string>& parameters;
  const std::string& body;  ///< empty for routes without one
  const Operator& door;
  std::string_view mediatype;  ///< in which form to answer

  /// An audit line for this act.
  proto::Auditregel regel(std::string handeling) const;
};

using Deskhandler = std::function<Response(const Deskwork&)>;

// Each returns the route as it is kept, valid until the next is added: what its
// query may hold is set there.

/// A route that only reads: for every role.
Route& add_reading(Router& router, App& app, std::string pattern, Deskhandler handler,
                   std::vector<std::string_view> offers = {kJson});
/// A body no larger than most requests need, in bytes.
inline constexpr std::uint64_t kUsualBody = std::uint64_t{64} << 10U;

/// A route that records that is read, and changes nothing else: for every role.
/// POST takes a JSON body.
Route& add_recorded_reading(Router& router, App& app, std::string pattern, Deskhandler handler);
/// A route that changes something: for role beheer. POST takes a JSON body.
Route& add_changing(Router& router, App& app, http::verb method, std::string pattern, Deskhandler handler,
                    std::uint64_t max_body = kUsualBody);

/// As add_reading() and add_changing() with POST, on the pool of backups.
Route& add_backup_reading(Router& router, App& app, std::string pattern, Deskhandler handler);
Route& add_backup_work(Router& router, App& app, std::string pattern, Deskhandler handler);

/// A route that looks at what is held of a person: for role privacy. POST
/// takes a JSON body.
Route& add_inzage(Router& router, App& app, std::string pattern, Deskhandler handler);

/// 202 with what is asked, while that act waits for a second person.
std::optional<Response> waiting_for_second(const App& app, std::string_view handeling, std::string_view naam);

/// The value read from the body, or every finding on it (400).
template <class T>
T require_valid(boost::system::result<T, std::vector<proto::InvalidParam>> checked) {
  if (checked) return std::move(*checked);
  throw Refusal{{proto::Foutcode::ongeldigeInvoer, "De invoer is ongeldig; invalidParams noemt elke fout.",
                 std::move(checked.error())}};
}

}  // namespace vish::server
