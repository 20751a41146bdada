#include "data/views.h"

#include <nlohmann/json.hpp>

namespace vish::server {

using nlohmann::ordered_json;

std::string aansluiting_view(const storage::Aansluitstand& stand, const std::optional<proto::Aanleverrapport>& laatste,
                             proto::Tijdstip volgende) {
  const auto& aansluiting = stand.aansluiting;
  ordered_json json{{"aansluitcode", aansluiting.code.text()},
                    {"organisatie", aansluiting.organisatie.text()},
                    {"fase", to_text(aansluiting.fase)},
                    {"aantalRegistraties", stand.levering.aantal}};
  if (laatste) {
    json["laatsteAanlevering"] = {{"aanleveringId", laatste->aanlevering_id},
                                  {"peildatum", laatste->peildatum.text()},
                                  {"status", to_text(laatste->status)},
                                  {"ontvangenOp", proto::to_text(laatste->ontvangen_op)}};
  }
  json["volgendeUiterlijkOp"] = proto::to_text(volgende);
  return json.dump();
}

std::string rapporten_view(const std::vector<proto::Aanleverrapport>& rapporten, std::uint64_t limiet) {
  ordered_json list = ordered_json::array();
  for (const auto& rapport : rapporten) list.push_back(ordered_json::parse(to_json(rapport)));
  ordered_json json{{"aanleveringen", std::move(list)}};
  if (rapporten.size() == limiet) json["volgende"] = rapporten.back().aanlevering_id;
  return json.dump();
}

}  // namespace vish::server
