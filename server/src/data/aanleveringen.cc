#include "app/kalender.h"
#include "data/access.h"
#include "data/routes.h"
#include "data/views.h"
#include "storage/leveringen.h"

namespace vish::server {
namespace {

constexpr std::uint64_t kPage = 20;
constexpr std::uint64_t kMaxPage = 100;

}  // namespace

Awaitable<Response> get_aansluiting(App& app, Exchange& exchange) {
  const auto stand = require_aansluiting(*app.store.stand(), exchange.request, exchange.parameters.at(0));
  auto work = [&] { return latest(app.store, *stand); };
  const auto laatste = require(co_await app.desk.run(exchange.request.caller->oin->text(), work));
  co_return json_response(200, aansluiting_view(*stand, laatste, now()));
}

Awaitable<Response> get_aanleveringen(App& app, Exchange& exchange) {
  const Query query(exchange.request);
  const auto stand = require_aansluiting(*app.store.stand(), exchange.request, exchange.parameters.at(0));
  storage::Rapportvraag vraag;
  vraag.aansluitcode = stand->aansluiting.code.text();
  vraag.na = query.uuid("na");
  const auto limiet = query.number("limiet", kPage, 1, kMaxPage);
  vraag.limiet = limiet + 1;
  auto work = [&] { return app.store.leveringen().list(vraag); };
  const auto rapporten = require(co_await app.desk.run(exchange.request.caller->oin->text(), work));
  co_return json_response(200, rapporten_view(rapporten, limiet));
}

Awaitable<Response> get_aanlevering(App& app, Exchange& exchange) {
  const auto stand = require_aansluiting(*app.store.stand(), exchange.request, exchange.parameters.at(0));
  const auto peildatum = require_peildatum(exchange.parameters.at(1));
  auto work = [&] { return app.store.leveringen().find(stand->aansluiting.code.text(), peildatum); };
  const auto rapport = require(co_await app.desk.run(exchange.request.caller->oin->text(), work));
  if (!rapport) throw Refusal{{proto::Foutcode::nietGevonden, "Voor deze peildatum is er geen aanlevering."}};
  co_return rapport_response(*rapport, exchange.mediatype);
}

}  // namespace vish::server
