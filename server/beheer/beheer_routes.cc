#include "server/beheer/beheer_routes.h"

#include "base/calendar/clock.h"
#include "proto/contracts/openapi.h"
#include "proto/json/json_writer.h"
#include "server/app/views.h"
#include "server/beheer/current_status.h"
#include "server/beheer/operator_request.h"
#include "storage/delivery/leveringen.h"

namespace vish::server {
namespace {

constexpr std::string_view kNoAanlevering = "Deze aanlevering bestaat niet.";

Response list_aanleveringen(const OperatorRequest& work) {
  const Query query(work.request);
  storage::Rapportvraag vraag;
  vraag.aansluitcode = query.text("aansluitcode");
  if (vraag.aansluitcode && !work.app.store.stand()->aansluiting(*vraag.aansluitcode)) {
    Query::refuse("aansluitcode", "value", "Deze aansluiting bestaat niet.");
  }
  vraag.na = query.text("na");
  vraag.limiet = query.number("limiet").value_or(20);
  if (const auto status = query.text("status")) {
    vraag.status = proto::from_text<proto::Aanleverstatus>(*status);
    if (!vraag.status) Query::refuse("status", "value", "Deze status bestaat niet.");
  }
  return json_response(200, rapporten_view(require(work.app.store.leveringen().list(vraag))));
}

Response show_aanlevering(const OperatorRequest& work) {
  const auto rapport = require(work.app.store.leveringen().find(work.parameters.at(0)));
  if (!rapport) throw Refusal{{proto::Foutcode::nietGevonden, std::string(kNoAanlevering)}};
  return rapport_response(*rapport, work.mediatype);
}

Response release(const OperatorRequest& work) {
  auto regel = work.regel(proto::Handeling::aanlevering_release);
  regel.reden = require_valid(proto::reden_from_request(work.body));
  const auto vandaag = amsterdam_day(regel.tijdstip);
  const auto& id = work.parameters.at(0);
  const auto rapport = require(work.app.store.leveringen().release(id, vandaag, regel), kNoAanlevering);
  if (const auto waiting = waiting_for_second(work.app, proto::Handeling::aanlevering_release, id)) return *waiting;
  work.app.metrics.aanlevering(rapport.status);
  return json_response(200, proto::to_json(rapport));
}

Response reject(const OperatorRequest& work) {
  auto regel = work.regel(proto::Handeling::aanlevering_reject);
  regel.reden = require_valid(proto::reden_from_request(work.body));
  const auto rapport = require(work.app.store.leveringen().reject(work.parameters.at(0), regel), kNoAanlevering);
  work.app.metrics.aanlevering(rapport.status);
  return json_response(200, proto::to_json(rapport));
}

Response show_contract(const OperatorRequest&) { return json_response(200, std::string(proto::beheer_openapi_json())); }

Response show_status(const OperatorRequest& work) {
  return json_response(200, proto::dump(as_json(current_status(work.app, now()))));
}

}  // namespace

Routes aanlevering_routes() {
  using enum proto::Foutcode;
  using enum Parameter::Kind;
  return {reading("/v1/aanleveringen", list_aanleveringen,
                  {.query = {{"aansluitcode", word}, {"status", word}, {"limiet", number, 1, 100}, {"na", uuid}}}),
          reading("/v1/aanleveringen/{aanleveringId}", show_aanlevering,
                  {.offers = {kJson, kCsv}, .refuses = {nietGevonden}}),
          changing("/v1/aanleveringen/{aanleveringId}/vrijgaven", release,
                   {.answers = {200, 202}, .refuses = {nietGevonden, conflict}}),
          changing("/v1/aanleveringen/{aanleveringId}/afwijzingen", reject, {.refuses = {nietGevonden, conflict}})};
}

Routes toezicht_routes() { return {reading("/v1/status", show_status), reading("/v1/openapi.json", show_contract)}; }

Routes beheer_routes() {
  const auto tempo = std::make_shared<Leestempo>();
  return together({register_routes(), registerbestand_routes(), controle_routes(), operator_routes(),
                   aanlevering_routes(), herstel_routes(), sleutel_routes(), configuratie_routes(), backup_routes(),
                   inzage_routes(tempo), audit_routes(tempo), verzoek_routes(), toezicht_routes()});
}

}  // namespace vish::server
