#include "server/beheer/beheer_routes.h"

#include "base/calendar/clock.h"
#include "proto/contracts/openapi.h"
#include "server/app/views.h"
#include "server/beheer/desk.h"
#include "server/beheer/current_status.h"
#include "storage/delivery/leveringen.h"

namespace vish::server {
namespace {

constexpr std::string_view kNoAanlevering = "Deze aanlevering bestaat niet.";

Response list_aanleveringen(const Deskwork& work) {
  const Query query(work.request);
  storage::Rapportvraag vraag;
  vraag.aansluitcode = query.text("aansluitcode");
  if (vraag.aansluitcode && !work.app.store.stand()->aansluiting(*vraag.aansluitcode)) {
    Query::refuse("aansluitcode", "value", "Deze aansluiting bestaat niet.");
  }
  vraag.na = query.uuid("na");
  vraag.limiet = query.number("limiet", 20, 1, 100);
  if (const auto status = query.text("status")) {
    vraag.status = proto::from_text<proto::Aanleverstatus>(*status);
    if (!vraag.status) Query::refuse("status", "value", "Deze status bestaat niet.");
  }
  return json_response(200, rapporten_view(require(work.app.store.leveringen().list(vraag))));
}

Response show_aanlevering(const Deskwork& work) {
  const auto rapport = require(work.app.store.leveringen().find(work.parameters.at(0)));
  if (!rapport) throw Refusal{{proto::Foutcode::nietGevonden, std::string(kNoAanlevering)}};
  return rapport_response(*rapport, work.mediatype);
}

Response release(const Deskwork& work) {
  auto regel = work.regel("aanlevering.release");
  regel.reden = require_valid(proto::reden_from_request(work.body));
  const auto vandaag = amsterdam_day(regel.tijdstip);
  const auto& id = work.parameters.at(0);
  const auto rapport = require(work.app.store.leveringen().release(id, vandaag, regel), kNoAanlevering);
  if (const auto waiting = waiting_for_second(work.app, regel.handeling, id)) return *waiting;
  work.app.metrics.aanlevering(rapport.status);
  return json_response(200, proto::to_json(rapport));
}

Response reject(const Deskwork& work) {
  auto regel = work.regel("aanlevering.reject");
  regel.reden = require_valid(proto::reden_from_request(work.body));
  const auto rapport = require(work.app.store.leveringen().reject(work.parameters.at(0), regel), kNoAanlevering);
  work.app.metrics.aanlevering(rapport.status);
  return json_response(200, proto::to_json(rapport));
}

Response show_status(const Deskwork& work) { return json_response(200, as_json(current_status(work.app, now())).dump()); }

}  // namespace

void add_aanlevering_routes(Router& router, App& app) {
  add_reading(router, app, "/v1/aanleveringen", list_aanleveringen).query = {"aansluitcode", "status", "limiet", "na"};
  add_reading(router, app, "/v1/aanleveringen/{aanleveringId}", show_aanlevering, {kJson, kCsv});
  add_changing(router, app, http::verb::post, "/v1/aanleveringen/{aanleveringId}/vrijgaven", release);
  add_changing(router, app, http::verb::post, "/v1/aanleveringen/{aanleveringId}/afwijzingen", reject);
}

void add_toezicht_routes(Router& router, App& app) {
  add_reading(router, app, "/v1/status", show_status);
  add_reading(router, app, "/v1/openapi.json",
              [](const Deskwork&) { return json_response(200, std::string(proto::beheer_openapi_json())); });
}

void add_beheer_routes(Router& router, App& app) {
  add_register_routes(router, app);
  add_registerbestand_routes(router, app);
  add_controle_routes(router, app);
  add_operator_routes(router, app);
  add_aanlevering_routes(router, app);
  add_herstel_routes(router, app);
  add_sleutel_routes(router, app);
  add_configuratie_routes(router, app);
  add_backup_routes(router, app);
  add_inzage_routes(router, app);
  add_audit_routes(router, app);
  add_verzoek_routes(router, app);
  add_toezicht_routes(router, app);
}

}  // namespace vish::server
