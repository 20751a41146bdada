#include "data/views.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/kalender.h"
#include "app/leverritme.h"
#include "http/accept.h"
#include "storage/leveringen.h"

namespace vish::server {

using nlohmann::ordered_json;

storage::Stored<std::optional<proto::Aanleverrapport>> latest(storage::Store& store,
                                                              const storage::Aansluitstand& stand) {
  storage::Rapportvraag vraag;
  vraag.aansluitcode = stand.aansluiting.code.text();
  vraag.limiet = 1;
  auto found = store.leveringen().list(vraag);
  if (!found) return found.error();
  if (found->empty()) return std::optional<proto::Aanleverrapport>();
  return std::optional(std::move(found->front()));
}

ordered_json short_view(const proto::Aanleverrapport& rapport) {
  return {{"aanleveringId", rapport.aanlevering_id},
          {"peildatum", rapport.peildatum.text()},
          {"status", to_text(rapport.status)},
          {"ontvangenOp", proto::to_text(rapport.ontvangen_op)}};
}

std::string aansluiting_view(const storage::Aansluitstand& stand, const std::optional<proto::Aanleverrapport>& laatste,
                             proto::Tijdstip nu) {
  const auto& aansluiting = stand.aansluiting;
  const auto ritme = leverritme(aansluiting, stand.levering, nu);
  ordered_json json{{"aansluitcode", aansluiting.code.text()},
                    {"organisatie", aansluiting.organisatie.text()},
                    {"fase", to_text(aansluiting.fase)},
                    {"aantalRegistraties", van_kracht(stand.levering, amsterdam_day(nu))}};
  if (laatste) json["laatsteAanlevering"] = short_view(*laatste);
  json["teLaat"] = ritme.te_laat;
  if (const auto& volgende = ritme.volgende_uiterlijk_op) json["volgendeUiterlijkOp"] = proto::to_text(*volgende);
  return json.dump();
}

Response rapport_response(const proto::Aanleverrapport& rapport, std::string_view mediatype) {
  if (mediatype != kCsv) return json_response(200, to_json(rapport));
  const auto name = "bevindingen-" + rapport.aansluitcode + "-" + rapport.peildatum.text() + ".csv";
  return {200,
          "text/csv; charset=utf-8; header=present",
          proto::bevindingen_csv(rapport),
          {{"Content-Disposition", "attachment; filename=\"" + name + "\""}}};
}

std::string rapporten_view(const std::vector<proto::Aanleverrapport>& rapporten, std::uint64_t limiet) {
  ordered_json list = ordered_json::array();
  const auto shown = std::min<std::size_t>(rapporten.size(), limiet);
  for (std::size_t i = 0; i < shown; ++i) list.push_back(ordered_json::parse(to_json(rapporten.at(i))));
  ordered_json json{{"aanleveringen", std::move(list)}};
  if (rapporten.size() > limiet) json["volgende"] = rapporten.at(shown - 1).aanlevering_id;
  return json.dump();
}

}  // namespace vish::server
