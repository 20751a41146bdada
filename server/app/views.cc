#include "server/app/views.h"

#include <nlohmann/json.hpp>

#include "base/calendar/clock.h"
#include "base/core/try.h"
#include "proto/json/json_writer.h"
#include "server/message/accept.h"
#include "server/rules/leverritme.h"

namespace vish::server {

using nlohmann::ordered_json;

Stored<std::optional<proto::Aanleverrapport>> latest(storage::Store& store, const storage::AansluitingState& state) {
  storage::Rapportvraag vraag;
  vraag.aansluitcode = state.aansluiting.code.text();
  vraag.limiet = 1;
  auto found = TRY(store.leveringen().list(vraag));
  auto& rapporten = found.rapporten;
  if (rapporten.empty()) return std::optional<proto::Aanleverrapport>();
  return std::optional(std::move(rapporten.front()));
}

ordered_json short_view(const proto::Aanleverrapport& rapport) {
  return {{"aanleveringId", rapport.aanlevering_id},
          {"peildatum", rapport.peildatum.text()},
          {"status", to_text(rapport.status)},
          {"ontvangenOp", rfc3339(rapport.ontvangen_op)}};
}

std::string aansluiting_view(const storage::AansluitingState& state,
                             const std::optional<proto::Aanleverrapport>& laatste, Tijdstip nu) {
  const auto& aansluiting = state.aansluiting;
  const auto ritme = leverritme(aansluiting, state.levering, nu);
  ordered_json json{{"aansluitcode", aansluiting.code.text()},
                    {"organisatie", aansluiting.organisatie.text()},
                    {"fase", to_text(aansluiting.fase)},
                    {"aantalRegistraties", van_kracht(state.levering, amsterdam_day(nu))}};
  if (laatste) json["laatsteAanlevering"] = short_view(*laatste);
  json["teLaat"] = ritme.te_laat;
  if (const auto& volgende = ritme.volgende_uiterlijk_op) json["volgendeUiterlijkOp"] = rfc3339(*volgende);
  return proto::dump(json);
}

Response rapport_response(const proto::Aanleverrapport& rapport, std::string_view mediatype) {
  if (mediatype != kCsv) return json_response(200, to_json(rapport));
  const auto name = "bevindingen-" + rapport.aansluitcode + "-" + rapport.peildatum.text() + ".csv";
  return {200,
          "text/csv; charset=utf-8; header=present",
          proto::bevindingen_csv(rapport),
          {{"Content-Disposition", "attachment; filename=\"" + name + "\""}}};
}

std::string rapporten_view(const storage::Rapportpagina& pagina) {
  ordered_json list = ordered_json::array();
  for (const auto& rapport : pagina.rapporten) list.push_back(as_json(rapport));
  ordered_json json{{"aanleveringen", std::move(list)}};
  if (pagina.volgende) json["volgende"] = *pagina.volgende;
  return proto::dump(json);
}

}  // namespace vish::server
