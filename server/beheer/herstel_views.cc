#include "server/beheer/herstel_views.h"

#include <nlohmann/json.hpp>

#include "proto/json/json_writer.h"

namespace vish::server {
namespace {

using nlohmann::ordered_json;

ordered_json codes(const storage::Houdredenen& redenen) {
  ordered_json list = ordered_json::array();
  for (const auto& reden : redenen) list.push_back(to_text(reden.regel));
  return list;
}

}  // namespace

std::string verschil_view(const proto::Aanleverrapport& rapport, const storage::Vrijgaveverschil& verschil,
                          const proto::Aansluiting& aansluiting) {
  ordered_json json{
      {"aanleveringId", rapport.aanlevering_id},
      {"aansluitcode", rapport.aansluitcode},
      {"peildatum", rapport.peildatum.text()},
      {"ontvangenOp", rfc3339(rapport.ontvangen_op)},
      {"verlooptOp", rfc3339(rapport.ontvangen_op + storage::Leveringen::kHoudbaar)},
      {"aantallen", as_json(verschil.aantallen)},
      {"registraties", {{"voor", verschil.registraties_voor}, {"na", verschil.registraties_na}}},
      {"vanKracht",
       {{"voor", verschil.van_kracht_voor}, {"na", verschil.van_kracht_na}, {"kwijt", verschil.van_kracht_kwijt}}},
      {"overEenWeek", {{"voor", verschil.week_voor}, {"na", verschil.week_na}, {"kwijt", verschil.week_kwijt}}},
      {"drempels", as_json(aansluiting.drempels)},
      {"overschreden", codes(verschil.redenen)}};
  if (!verschil.toelichting.empty()) json["toelichting"] = verschil.toelichting;
  return proto::dump(json);
}

ordered_json herstelbaar_view(const storage::DeliveryState& levering) {
  ordered_json list = ordered_json::array();
  for (const auto& punt : levering.herstelpunten) {
    list.insert(list.begin(), ordered_json{{"aanleveringId", punt.aanlevering_id},
                                           {"peildatum", punt.peildatum.text()},
                                           {"aantalRegistraties", punt.aantal}});
  }
  return list;
}

}  // namespace vish::server
