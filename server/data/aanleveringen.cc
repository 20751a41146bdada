#include "base/calendar/clock.h"
#include "server/app/access.h"
#include "server/app/views.h"
#include "server/data/data_routes.h"
#include "storage/delivery/leveringen.h"

namespace vish::server {
namespace {

constexpr std::uint64_t kPage = 20;

}  // namespace

Awaitable<Response> get_aansluiting(App& app, Exchange& exchange, const storage::AansluitingState& state) {
  auto work = [&] { return json_response(200, aansluiting_view(state, require(latest(app.store, state)), now())); };
  co_return co_await app.gemeente_room.run(exchange.request.caller->oin->text(), work);
}

Awaitable<Response> get_aanleveringen(App& app, Exchange& exchange, const storage::AansluitingState& state) {
  const Query query(exchange.request);
  storage::Rapportvraag vraag;
  vraag.aansluitcode = state.aansluiting.code.text();
  vraag.na = query.text("na");
  vraag.limiet = query.number("limiet").value_or(kPage);
  auto work = [&] { return json_response(200, rapporten_view(require(app.store.leveringen().list(vraag)))); };
  co_return co_await app.gemeente_room.run(exchange.request.caller->oin->text(), work);
}

Awaitable<Response> get_aanlevering(App& app, Exchange& exchange, const storage::AansluitingState& state) {
  const auto peildatum = require_peildatum(exchange.parameters.at(1));
  auto work = [&] {
    const auto rapport = require(app.store.leveringen().find(state.aansluiting.code.text(), peildatum));
    if (!rapport) throw Refusal{{proto::Foutcode::nietGevonden, "Voor deze peildatum is er geen aanlevering."}};
    return rapport_response(*rapport, exchange.mediatype);
  };
  co_return co_await app.gemeente_room.run(exchange.request.caller->oin->text(), work);
}

}  // namespace vish::server
