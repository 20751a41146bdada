#include "server/beheer/operator_request.h"

#include <algorithm>

#include "proto/json/json_writer.h"
#include "proto/notices/tweede_persoon.h"
#include "server/app/pool.h"

namespace vish::server {
namespace {

using proto::Foutcode;

/// The pool on which the work of a route is done.
enum class Waar { operator_room, backups };

Operator require_operator(const App& app, const Caller& caller) {
  const auto config = app.instellingen.now();
  const auto& operators = config->operators;
  const auto found = std::find_if(operators.begin(), operators.end(), [&](const Operator& candidate) {
    return caller.certificate && candidate.vingerafdruk == caller.fingerprint;
  });
  if (found != operators.end()) return *found;
  const auto stand = app.store.stand();
  const auto registered = std::ranges::find_if(stand->operators, [&](const auto& entry) {
    const proto::Operator& candidate = entry.second;
    return caller.certificate && !candidate.beeindigd_op && candidate.vingerafdruk == caller.fingerprint;
  });
  if (registered == stand->operators.end()) {
    throw Refusal{{Foutcode::geenToegang, "Dit certificaat is niet van een geregistreerde beheerder."}};
  }
  const auto& person = registered->second;
  return {person.naam, person.rol, person.vingerafdruk};
}

void require_role(const Operator& door, proto::Operatorrol rol, std::string_view what) {
  if (door.rol == rol) return;
  throw Refusal{
      {Foutcode::geenToegang, std::string(what) + " mag alleen met de rol " + std::string(to_text(rol)) + "."}};
}

/// Returns the operator who asks; refuses (403) an operator who may not use the route.
Operator require_who(const App& app, const Exchange& exchange) {
  auto door = require_operator(app, *exchange.request.caller);
  if (exchange.route.who == Who::beheer) require_role(door, proto::Operatorrol::beheer, "Wijzigen");
  if (exchange.route.who == Who::privacy) require_role(door, proto::Operatorrol::privacy, "Inzage geven");
  return door;
}

/// Handles a request whose body is there. Its operator may have lost the right while the body came in or the work
/// waited for a thread; the rights at the begin of the work count.
Response handle_now(App& app, const Exchange& exchange, const OperatorHandler& handler, const std::string& body) {
  const auto door = require_who(app, exchange);
  return handler({app, exchange.request, exchange.parameters, body, door, exchange.mediatype});
}

Awaitable<Response> serve_operator(App& app, Exchange& exchange, const OperatorHandler& handler, Waar waar,
                                   std::uint64_t most_bytes) {
  require_who(app, exchange);
  std::string body;
  if (!exchange.route.terms.takes.empty()) {
    require_content_type(exchange.request, exchange.route.terms.takes);
    body = co_await read_all(exchange.body, most_bytes);
  }
  if (exchange.request.caller->gone) throw ConnectionLost{};
  auto handle = [&] { return handle_now(app, exchange, handler, body); };
  if (waar == Waar::backups) co_return co_await run_on(app.backup_pool, handle);
  co_return co_await app.operator_room.run(exchange.request.caller->fingerprint, handle);
}

Route operator_route(http::verb method, Who who, std::string pattern, OperatorHandler handler, Terms terms, Waar waar,
                     std::uint64_t most_bytes = kUsualBody) {
  if (method == http::verb::post) terms.takes = kJson;
  return {method, std::move(pattern), who,
          [waar, most_bytes, handler = std::move(handler)](App& app, Exchange& exchange) {
            return serve_operator(app, exchange, handler, waar, most_bytes);
          },
          std::move(terms)};
}

}  // namespace

proto::Auditregel OperatorRequest::regel(proto::Handeling handeling) const {
  auto regel = audit_line(request, handeling, door.naam);
  regel.vingerafdruk = door.vingerafdruk;
  return regel;
}

std::optional<Response> waiting_for_second(const App& app, proto::Handeling handeling, std::string_view naam) {
  const auto stand = app.store.stand();
  const auto* asked = stand->verzoek(handeling, naam);
  if (asked == nullptr) return std::nullopt;
  return json_response(202, proto::dump(proto::verzoek_view(*asked)));
}

Route reading(std::string pattern, OperatorHandler handler, Terms terms) {
  return operator_route(http::verb::get, Who::lezer, std::move(pattern), std::move(handler), std::move(terms),
                        Waar::operator_room);
}

Route recorded_reading(std::string pattern, OperatorHandler handler, Terms terms) {
  terms.changes_nothing = true;
  return operator_route(http::verb::post, Who::lezer, std::move(pattern), std::move(handler), std::move(terms),
                        Waar::operator_room);
}

Route changing(std::string pattern, OperatorHandler handler, Terms terms, std::uint64_t most_bytes) {
  return operator_route(http::verb::post, Who::beheer, std::move(pattern), std::move(handler), std::move(terms),
                        Waar::operator_room, most_bytes);
}

Route inzage_route(std::string pattern, OperatorHandler handler, Terms terms) {
  terms.changes_nothing = true;
  return operator_route(http::verb::post, Who::privacy, std::move(pattern), std::move(handler), std::move(terms),
                        Waar::operator_room);
}

Route backup_reading(std::string pattern, OperatorHandler handler, Terms terms) {
  return operator_route(http::verb::get, Who::lezer, std::move(pattern), std::move(handler), std::move(terms),
                        Waar::backups);
}

Route backup_work(std::string pattern, OperatorHandler handler, Terms terms) {
  return operator_route(http::verb::post, Who::beheer, std::move(pattern), std::move(handler), std::move(terms),
                        Waar::backups);
}

}  // namespace vish::server
