#include "server/beheer/desk.h"

#include <algorithm>
#include <memory>

#include "proto/notices/tweede_persoon.h"
#include "server/app/pool.h"

namespace vish::server {
namespace {

using proto::Foutcode;

/// What a route lets an operator do.
enum class Mag { lezen, wijzigen, inzien };

/// Where its work is done.
enum class Waar { desk, backups };

struct Terms {
  Mag mag;
  Waar waar = Waar::desk;
  std::uint64_t max_body = kUsualBody;
};

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

Awaitable<Response> at_desk(App& app, Exchange& exchange, const Deskhandler& handler, Terms terms) {
  const auto door = require_operator(app, *exchange.request.caller);
  if (terms.mag == Mag::wijzigen) require_role(door, proto::Operatorrol::beheer, "Wijzigen");
  if (terms.mag == Mag::inzien) require_role(door, proto::Operatorrol::privacy, "Inzage geven");
  std::string body;
  if (exchange.request.method == http::verb::post) {
    require_content_type(exchange.request, "application/json");
    body = co_await read_all(exchange.body, terms.max_body);
  }
  const Deskwork work{app, exchange.request, exchange.parameters, body, door, exchange.mediatype};
  auto handle = [&] { return handler(work); };
  if (terms.waar == Waar::backups) co_return co_await run_on(app.backup_pool, handle);
  co_return co_await app.operator_room.run(door.vingerafdruk, handle);
}

Route desk_route(App& app, http::verb method, std::string pattern, Deskhandler handler, Terms terms) {
  return {method, std::move(pattern), false,
          [&app, terms, handler = std::make_shared<const Deskhandler>(std::move(handler))](Exchange& exchange) {
            return at_desk(app, exchange, *handler, terms);
          }};
}

}  // namespace

proto::Auditregel Deskwork::regel(std::string handeling) const {
  auto regel = audit_line(request, std::move(handeling), door.naam);
  regel.vingerafdruk = door.vingerafdruk;
  return regel;
}

std::optional<Response> waiting_for_second(const App& app, std::string_view handeling, std::string_view naam) {
  const auto stand = app.store.stand();
  const auto* asked = stand->verzoek(handeling, naam);
  if (asked == nullptr) return std::nullopt;
  return json_response(202, proto::verzoek_view(*asked).dump());
}

Route& add_reading(Router& router, App& app, std::string pattern, Deskhandler handler,
                   std::vector<std::string_view> offers) {
  auto route = desk_route(app, http::verb::get, std::move(pattern), std::move(handler), {Mag::lezen});
  route.offers = std::move(offers);
  return router.add(std::move(route));
}

Route& add_recorded_reading(Router& router, App& app, std::string pattern, Deskhandler handler) {
  return router.add(desk_route(app, http::verb::post, std::move(pattern), std::move(handler), {Mag::lezen}));
}

Route& add_changing(Router& router, App& app, http::verb method, std::string pattern, Deskhandler handler,
                    std::uint64_t max_body) {
  return router.add(
      desk_route(app, method, std::move(pattern), std::move(handler), {Mag::wijzigen, Waar::desk, max_body}));
}

Route& add_backup_reading(Router& router, App& app, std::string pattern, Deskhandler handler) {
  return router.add(
      desk_route(app, http::verb::get, std::move(pattern), std::move(handler), {Mag::lezen, Waar::backups}));
}

Route& add_backup_work(Router& router, App& app, std::string pattern, Deskhandler handler) {
  return router.add(
      desk_route(app, http::verb::post, std::move(pattern), std::move(handler), {Mag::wijzigen, Waar::backups}));
}

Route& add_inzage(Router& router, App& app, std::string pattern, Deskhandler handler) {
  return router.add(desk_route(app, http::verb::post, std::move(pattern), std::move(handler), {Mag::inzien}));
}

}  // namespace vish::server
