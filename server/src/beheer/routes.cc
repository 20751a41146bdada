#include "beheer/routes.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "app/kalender.h"
#include "app/leveroverzicht.h"
#include "app/version.h"
#include "beheer/desk.h"
#include "beheer/sleutel_views.h"
#include "data/views.h"
#include "proto/openapi.h"
#include "storage/audit.h"
#include "storage/leveringen.h"

namespace vish::server {
namespace {

using nlohmann::ordered_json;
using proto::Aansluitfase;

constexpr std::string_view kNoAanlevering = "Deze aanlevering bestaat niet.";

Response list_aanleveringen(const Deskwork& work) {
  const Query query(work.request, {"aansluitcode", "status", "limiet", "na"});
  storage::Rapportvraag vraag;
  vraag.aansluitcode = query.text("aansluitcode");
  vraag.na = query.uuid("na");
  const auto limiet = query.number("limiet", 20, 1, 100);
  vraag.limiet = limiet + 1;
  if (const auto status = query.text("status")) {
    vraag.status = proto::from_text<proto::Aanleverstatus>(*status);
    if (!vraag.status) Query::refuse("status", "value", "Deze status bestaat niet.");
  }
  return json_response(200, rapporten_view(require(work.app.store.leveringen().list(vraag)), limiet));
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
  const auto rapport =
      require(work.app.store.leveringen().release(work.parameters.at(0), vandaag, regel), kNoAanlevering);
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

Response list_audit(const Deskwork& work) {
  const Query query(work.request, {"matchId", "na", "limiet", "laatste"});
  storage::Auditvraag vraag;
  vraag.match_id = query.uuid("matchId");
  vraag.na = query.number("na", 0, 0, std::numeric_limits<std::int64_t>::max());
  const auto limiet = query.number("limiet", 100, 1, 1000);
  vraag.limiet = limiet + 1;
  const auto laatste = query.text("laatste").value_or("false");
  if (laatste != "true" && laatste != "false") Query::refuse("laatste", "value", "Geef true of false.");
  vraag.nieuwste_eerst = laatste == "true";
  auto regels = require(work.app.store.audit().list(vraag));
  const bool more = regels.size() > limiet;
  if (more) regels.pop_back();
  ordered_json list = ordered_json::array();
  for (const auto& regel : regels) list.push_back(ordered_json::parse(proto::to_json(regel)));
  ordered_json json{{"auditregels", std::move(list)}};
  if (more) json["volgende"] = regels.back().volgnummer;
  return json_response(200, json.dump());
}

template <class Map, class Phase>
ordered_json count_phases(const Map& map, const Phase& phase) {
  ordered_json counts;
  for (const auto fase : {Aansluitfase::aangemeld, Aansluitfase::test, Aansluitfase::productie, Aansluitfase::geschorst,
                          Aansluitfase::beeindigd}) {
    counts[std::string(to_text(fase))] =
        std::count_if(map.begin(), map.end(), [&](const auto& entry) { return phase(entry.second) == fase; });
  }
  return counts;
}

ordered_json as_json(const Genoemd& genoemd) {
  ordered_json json{{"aantal", genoemd.aantal}, {"aansluitcodes", genoemd.aansluitcodes}};
  if (const auto meer = genoemd.aantal - genoemd.aansluitcodes.size(); meer > 0) json["meer"] = meer;
  return json;
}

ordered_json alarm_view(std::vector<std::string> oins) {
  ordered_json json{{"aantal", oins.size()}};
  if (oins.size() > Genoemd::kNamed) {
    json["meer"] = oins.size() - Genoemd::kNamed;
    oins.resize(Genoemd::kNamed);
  }
  json["oins"] = std::move(oins);
  return json;
}

Response show_status(const Deskwork& work) {
  const Query query(work.request, {});
  const auto& app = work.app;
  const auto stand = app.store.stand();
  const auto trouble = app.store.trouble();
  const auto nu = now();
  const auto overzicht = leveroverzicht(*stand, nu);
  ordered_json json{{"versie", version()},
                    {"databaseId", app.store.database_id()},
                    {"gestartOp", proto::to_text(app.started)},
                    {"gereed", !trouble}};
  if (trouble) json["reden"] = *trouble;
  json["aansluitingen"] =
      count_phases(stand->aansluitingen, [](const auto& aansluiting) { return aansluiting->aansluiting.fase; });
  json["bevragers"] = count_phases(stand->bevragers, [](const auto& bevrager) { return bevrager.fase; });
  json["registraties"] = overzicht.registraties;
  json["vastgehouden"] = overzicht.vastgehouden;
  json["opTijd"] = overzicht.op_tijd;
  json["teLaat"] = as_json(overzicht.te_laat);
  json["bevestigingNodig"] = as_json(overzicht.bevestiging_nodig);
  json["gebruiksalarm"] = alarm_view(app.gebruiksboek.alarmed(amsterdam_day(nu)));
  json["auditregels"] = app.store.audit().size();
  json["oudeSleutels"] = old_keys(*stand);
  return json_response(200, json.dump());
}

}  // namespace

void add_aanlevering_routes(Router& router, App& app) {
  add_reading(router, app, "/v1/aanleveringen", list_aanleveringen);
  add_reading(router, app, "/v1/aanleveringen/{aanleveringId}", show_aanlevering, {kJson, kCsv});
  add_changing(router, app, http::verb::post, "/v1/aanleveringen/{aanleveringId}/vrijgaven", release);
  add_changing(router, app, http::verb::post, "/v1/aanleveringen/{aanleveringId}/afwijzingen", reject);
}

void add_toezicht_routes(Router& router, App& app) {
  add_reading(router, app, "/v1/auditregels", list_audit);
  add_reading(router, app, "/v1/status", show_status);
  add_reading(router, app, "/v1/openapi.json",
              [](const Deskwork&) { return json_response(200, std::string(proto::beheer_openapi_json())); });
}

void add_beheer_routes(Router& router, App& app) {
  add_register_routes(router, app);
  add_aanlevering_routes(router, app);
  add_herstel_routes(router, app);
  add_sleutel_routes(router, app);
  add_configuratie_routes(router, app);
  add_toezicht_routes(router, app);
}

}  // namespace vish::server
