#include "server/beheer/status_view.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/calendar/clock.h"
#include "proto/notices/tweede_persoon.h"
#include "server/beheer/backup_views.h"
#include "server/rules/disks.h"
#include "server/rules/geldigheid.h"
#include "server/rules/leveroverzicht.h"
#include "server/rules/proef.h"
#include "server/rules/version.h"
#include "storage/audit/audit.h"
#include "storage/keychange/sleutels.h"

namespace vish::server {
namespace {

using nlohmann::ordered_json;
using proto::Aansluitfase;

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

void add_deliveries(ordered_json& json, const Leveroverzicht& overzicht) {
  json["registraties"] = overzicht.registraties;
  json["vastgehouden"] = as_json(overzicht.vastgehouden);
  json["vandaagVerwacht"] = overzicht.vandaag;
  json["opTijd"] = overzicht.op_tijd;
  json["teLaat"] = as_json(overzicht.te_laat);
  json["bevestigingNodig"] = as_json(overzicht.bevestiging_nodig);
  for (const auto soort : storage::kOpvallend) {
    json["opvallend"][std::string(to_text(soort))] = as_json(overzicht.opvallend.at(soort));
  }
}

ordered_json question_view(const App& app, Tijdstip nu) {
  const auto vandaag = amsterdam_day(nu);
  const auto personen = app.gebruiksboek.total_on(vandaag);
  const auto midnight = amsterdam_moment(vandaag, std::chrono::minutes(0));
  return {{"personen", personen.gevraagd},
          {"matches", personen.matches},
          {"geteldSindsOp", rfc3339(std::max(app.started, midnight))},
          {"beantwoord", app.vragen.answered_on(vandaag)},
          {"geweigerd", ordered_json(app.vragen.refused_on(vandaag))}};
}

/// Those that must deliver, or whose deliveries must go, before the key can be destroyed.
Genoemd keepers(const storage::Sleuteloverzicht& sleutel) {
  std::set<std::string> codes;
  for (const auto* list : {&sleutel.aansluitingen, &sleutel.vastgehouden, &sleutel.herstelpunten}) {
    codes.insert(list->begin(), list->end());
  }
  Genoemd genoemd{codes.size(), {codes.begin(), codes.end()}};
  if (codes.size() > Genoemd::kNamed) genoemd.aansluitcodes.resize(Genoemd::kNamed);
  return genoemd;
}

void add_keys(ordered_json& json, const std::vector<storage::Sleuteloverzicht>& sleutels) {
  auto huidige = ordered_json::array();
  auto oude = ordered_json::array();
  for (const auto& sleutel : sleutels) {
    if (sleutel.huidig) {
      huidige.push_back(to_text(sleutel.sleutel));
    } else if (!sleutel.sleutel.vernietigd_op) {
      oude.push_back({{"sleutel", to_text(sleutel.sleutel)},
                      {"inGebruik", sleutel.in_use()},
                      {"aansluitingen", as_json(keepers(sleutel))}});
      if (const auto& door = sleutel.vernietiging_door) oude.back()["vernietigingDoor"] = *door;
    }
  }
  json["huidigeSleutels"] = std::move(huidige);
  json["oudeSleutels"] = std::move(oude);
}

ordered_json term_view(const storage::Bewaartermijn& termijn) {
  ordered_json json{{"jaren", termijn.jaren}};
  if (const auto& korter = termijn.korter) {
    json["korter"] = {{"jaren", korter->jaren}, {"vanafOp", rfc3339(korter->vanaf)}};
  }
  return json;
}

ordered_json second_person_view(const storage::Stand& stand) {
  const auto total = stand.verzoeken.size();
  auto list = ordered_json::array();
  for (const auto& [place, verzoek] : stand.verzoeken) {
    if (list.size() < Genoemd::kNamed) list.push_back(proto::verzoek_view(verzoek));
  }
  const auto named = list.size();
  ordered_json json{{"aantal", total}, {"verzoeken", std::move(list)}};
  if (total > named) json["meer"] = total - named;
  return json;
}

ordered_json notices_view(const std::vector<std::string>& notices) {
  ordered_json json{{"aantal", notices.size()}, {"meldingen", notices}};
  if (notices.size() > Genoemd::kNamed) {
    json["meldingen"].get_ref<ordered_json::array_t&>().resize(Genoemd::kNamed);
    json["meer"] = notices.size() - Genoemd::kNamed;
  }
  return json;
}

ordered_json validity_view(const App& app) {
  auto list = ordered_json::array();
  for (const auto& geldigheid : geldigheden(app.trust, app.certificate_expires)) {
    ordered_json json{{"soort", to_text(geldigheid.soort)}, {"naam", geldigheid.naam}};
    if (geldigheid.verloopt) json["verlooptOp"] = rfc3339(Tijdstip(std::chrono::seconds(*geldigheid.verloopt)));
    list.push_back(std::move(json));
  }
  return list;
}

ordered_json disk_view(const App& app) {
  auto list = ordered_json::array();
  for (const auto& [naam, totaal, vrij, grens] : disks(*app.instellingen.now())) {
    list.push_back({{"schijf", naam}, {"totaalBytes", totaal}, {"vrijBytes", vrij}, {"grensBytes", grens}});
  }
  return list;
}

}  // namespace

std::string status_view(const App& app, Tijdstip nu) {
  const auto stand = app.store.stand();
  const auto trouble = not_ready(app);
  ordered_json json{{"versie", version()},
                    {"databaseId", app.store.database_id()},
                    {"gestartOp", rfc3339(app.started)},
                    {"gereed", !trouble},
                    {"proef", app.instellingen.now()->proef}};
  if (trouble) json["reden"] = *trouble;
  json["aansluitingen"] =
      count_phases(stand->aansluitingen, [](const auto& aansluiting) { return aansluiting->aansluiting.fase; });
  json["bevragers"] = count_phases(stand->bevragers, [](const auto& bevrager) { return bevrager.fase; });
  add_deliveries(json, leveroverzicht(*stand, nu));
  json["vragen"] = question_view(app, nu);
  json["gebruiksalarm"] = alarm_view(app.gebruiksboek.alarmed(amsterdam_day(nu)));
  json["auditregels"] = app.store.audit().size();
  json["bewaartermijn"] = term_view(stand->bewaartermijn);
  add_keys(json, require(app.store.sleutels().list(nu)));
  json["wachtOpTweedePersoon"] = second_person_view(*stand);
  json["geldigheid"] = validity_view(app);
  json["schijven"] = disk_view(app);
  json["intrekkingslijstmeldingen"] = notices_view(*app.crl_notices.load());
  json["testInProductie"] = notices_view(test_in_productie(*app.instellingen.now(), *stand, app.trust));
  json["kopieVanVerantwoording"] = !app.instellingen.now()->verantwoording.kopie.empty();
  if (auto backup = last_backup_view(app)) json["backup"] = *std::move(backup);
  if (auto teruggezet = teruggezet_view(*stand)) json["teruggezet"] = *std::move(teruggezet);
  return json.dump();
}

}  // namespace vish::server
