#include "beheer/herstel_views.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "storage/vergelijking.h"

namespace vish::server {
namespace {

using nlohmann::ordered_json;

/// Why the guard would hold the delivery now.
ordered_json exceeded(const storage::Vrijgaveverschil& verschil, const proto::Drempels& drempels) {
  ordered_json reasons = ordered_json::array();
  storage::Verschil loss;
  loss.van_kracht_voor = verschil.van_kracht_voor;
  loss.van_kracht_na = std::max<std::uint64_t>(verschil.van_kracht_na, 1);  // that none is left is told apart
  loss.van_kracht_kwijt = verschil.van_kracht_kwijt;
  if (storage::must_hold(loss, drempels)) reasons.push_back("afname");
  if (verschil.van_kracht_voor > 0 && verschil.van_kracht_na == 0) reasons.push_back("nietsOver");
  return reasons;
}

}  // namespace

std::string verschil_view(const proto::Aanleverrapport& rapport, const storage::Vrijgaveverschil& verschil,
                          const proto::Drempels& drempels) {
  auto as_released = rapport;
  as_released.aantallen = verschil.aantallen;
  const ordered_json json{
      {"aanleveringId", rapport.aanlevering_id},
      {"aansluitcode", rapport.aansluitcode},
      {"peildatum", rapport.peildatum.text()},
      {"ontvangenOp", proto::to_text(rapport.ontvangen_op)},
      {"verlooptOp", proto::to_text(rapport.ontvangen_op + storage::Leveringen::kHoudbaar)},
      {"aantallen", ordered_json::parse(proto::to_json(as_released)).at("aantallen")},
      {"registraties", {{"voor", verschil.registraties_voor}, {"na", verschil.registraties_na}}},
      {"vanKracht",
       {{"voor", verschil.van_kracht_voor}, {"na", verschil.van_kracht_na}, {"kwijt", verschil.van_kracht_kwijt}}},
      {"drempels",
       {{"foutPercentage", drempels.fout_percentage},
        {"afnamePercentage", drempels.afname_percentage},
        {"afnameAantal", drempels.afname_aantal}}},
      {"overschreden", exceeded(verschil, drempels)}};
  return json.dump();
}

ordered_json herstelbaar_view(const storage::Leverstand& levering) {
  ordered_json list = ordered_json::array();
  for (const auto& punt : levering.herstelpunten) {
    list.insert(list.begin(), ordered_json{{"aanleveringId", punt.aanlevering_id},
                                           {"peildatum", punt.peildatum.text()},
                                           {"aantalRegistraties", punt.aantal}});
  }
  return list;
}

}  // namespace vish::server
