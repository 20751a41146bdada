#include "beheer/desk.h"

#include <algorithm>
#include <memory>

#include "app/pool.h"

namespace vish::server {
namespace {

using proto::Foutcode;

constexpr std::uint64_t kMaxBody = std::uint64_t{64} << 10U;

Operator require_operator(const App& app, const Caller& caller) {
  const auto config = app.instellingen.now();
  const auto& operators = config->operators;
  const auto found = std::find_if(operators.begin(), operators.end(), [&](const Operator& candidate) {
    return caller.certificate && candidate.vingerafdruk == caller.fingerprint;
  });
  if (found == operators.end()) {
    throw Refusal{{Foutcode::geenToegang, "Dit certificaat is niet van een geregistreerde beheerder."}};
  }
  return *found;
}

void require_beheer(const Operator& door) {
  if (door.rol == proto::Operatorrol::beheer) return;
  throw Refusal{{Foutcode::geenToegang, "Wijzigen mag alleen met de rol beheer."}};
}

Awaitable<Response> at_desk(App& app, Exchange& exchange, const Deskhandler& handler, bool changes) {
  const auto door = require_operator(app, *exchange.request.caller);
  if (changes) require_beheer(door);
  std::string body;
  if (exchange.request.method == http::verb::post) {
    require_content_type(exchange.request, "application/json");
    body = co_await read_all(exchange.body, kMaxBody);
  }
  const Deskwork work{app, exchange.request, exchange.parameters, body, door, exchange.mediatype};
  auto handle = [&] { return handler(work); };
  co_return co_await run_on(app.desk_pool, handle);
}

Route desk_route(App& app, http::verb method, std::string pattern, Deskhandler handler, bool changes) {
  return {method, std::move(pattern), false,
          [&app, changes, handler = std::make_shared<const Deskhandler>(std::move(handler))](Exchange& exchange) {
            return at_desk(app, exchange, *handler, changes);
          }};
}

}  // namespace

proto::Auditregel Deskwork::regel(std::string handeling) const {
  return audit_line(request, std::move(handeling), door.naam);
}

void add_reading(Router& router, App& app, std::string pattern, Deskhandler handler,
                 std::vector<std::string_view> offers) {
  auto route = desk_route(app, http::verb::get, std::move(pattern), std::move(handler), false);
  route.offers = std::move(offers);
  router.add(std::move(route));
}

void add_changing(Router& router, App& app, http::verb method, std::string pattern, Deskhandler handler) {
  router.add(desk_route(app, method, std::move(pattern), std::move(handler), true));
}

}  // namespace vish::server
