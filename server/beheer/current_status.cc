#include "server/beheer/current_status.h"

#include <algorithm>
#include <set>

#include "base/calendar/clock.h"
#include "proto/notices/tweede_persoon.h"
#include "server/rules/disks.h"
#include "server/rules/geldigheid.h"
#include "server/rules/leveroverzicht.h"
#include "server/rules/proef.h"
#include "server/rules/version.h"
#include "storage/audit/audit.h"
#include "storage/keychange/sleutels.h"

namespace vish::server {
namespace {

using proto::Aansluitfase;
using proto::Genoemd;

template <class Map, class Phase>
std::map<Aansluitfase, std::uint64_t> count_phases(const Map& map, const Phase& phase) {
  std::map<Aansluitfase, std::uint64_t> counts;
  for (const auto fase : {Aansluitfase::aangemeld, Aansluitfase::test, Aansluitfase::productie, Aansluitfase::geschorst,
                          Aansluitfase::beeindigd}) {
    counts[fase] = 0;
  }
  for (const auto& [key, party] : map) ++counts[phase(party)];
  return counts;
}

template <class Names>
Genoemd genoemd(const Names& names) {
  Genoemd genoemd;
  for (const auto& name : names) genoemd.add(name);
  return genoemd;
}

proto::Vraagoverzicht vragen_van(const App& app, Tijdstip nu) {
  const auto vandaag = amsterdam_day(nu);
  const auto personen = app.gebruiksboek.total_on(vandaag);
  const auto midnight = amsterdam_moment(vandaag, std::chrono::minutes(0));
  return {.personen = personen.gevraagd,
          .matches = personen.matches,
          .geteld_sinds_op = std::max(app.started, midnight),
          .beantwoord = app.vragen.answered_on(vandaag),
          .geweigerd = app.vragen.refused_on(vandaag)};
}

/// Returns the aansluitingen that must deliver, or whose deliveries must go, before the key can be destroyed.
Genoemd keepers(const storage::Sleuteloverzicht& sleutel) {
  std::set<std::string> codes;
  for (const auto* list : {&sleutel.aansluitingen, &sleutel.vastgehouden, &sleutel.herstelpunten}) {
    codes.insert(list->begin(), list->end());
  }
  return genoemd(codes);
}

void add_keys(proto::Status& status, const std::vector<storage::Sleuteloverzicht>& sleutels) {
  for (const auto& sleutel : sleutels) {
    if (sleutel.huidig) {
      status.huidige_sleutels.push_back(to_text(sleutel.sleutel));
    } else if (!sleutel.sleutel.vernietigd_op) {
      status.oude_sleutels.push_back(
          {to_text(sleutel.sleutel), sleutel.in_use(), keepers(sleutel), sleutel.vernietiging_door});
    }
  }
}

proto::Bewaaroverzicht bewaartermijn_van(const storage::Bewaartermijn& termijn) {
  proto::Bewaaroverzicht overzicht{.jaren = termijn.jaren};
  if (const auto& korter = termijn.korter) overzicht.korter = {korter->jaren, korter->vanaf};
  return overzicht;
}

proto::Geteld<proto::Verzoekmelding> verzoeken_van(const storage::Stand& stand) {
  proto::Geteld<proto::Verzoekmelding> verzoeken;
  for (const auto& [place, verzoek] : stand.verzoeken) verzoeken.add(proto::verzoekmelding(verzoek));
  return verzoeken;
}

/// Returns the last backup; nothing when no backups are configured.
std::optional<proto::Backupoverzicht> last_backup(const App& app) {
  if (app.instellingen.now()->backup.doel.empty()) return std::nullopt;
  const auto last = app.last_backup.load();
  if (!last) return proto::Backupoverzicht();
  return proto::Backupoverzicht{last->nummer, last->gemaakt_op};
}

std::optional<proto::Terugzetoverzicht> teruggezet(const storage::Stand& stand, Datum vandaag) {
  if (!stand.teruggezet) return std::nullopt;
  proto::Terugzetoverzicht overzicht{.backup = stand.teruggezet->backup,
                                     .gemaakt_op = stand.teruggezet->gemaakt_op,
                                     .teruggezet_op = stand.teruggezet->teruggezet_op,
                                     .uit_kopie = stand.teruggezet->uit_kopie,
                                     .aansluitingen = {}};
  for (const auto& [code, aansluiting] : stand.aansluitingen) {
    const auto& levering = aansluiting->levering;
    overzicht.aansluitingen.push_back({code, van_kracht(levering, vandaag), levering.peildatum});
  }
  return overzicht;
}

}  // namespace

proto::Status current_status(const App& app, Tijdstip nu) {
  const auto stand = app.store.stand();
  const auto config = app.instellingen.now();
  proto::Status status{
      .versie = std::string(version()),
      .database_id = app.store.database_id(),
      .gestart_op = app.started,
      .reden = not_ready(app),
      .proef = config->proef,
      .aansluitingen = count_phases(stand->aansluitingen, [](const auto& party) { return party->aansluiting.fase; }),
      .bevragers = count_phases(stand->bevragers, [](const auto& bevrager) { return bevrager.fase; }),
      .leveringen = leveroverzicht(*stand, nu),
      .vragen = vragen_van(app, nu),
      .gebruiksalarm = genoemd(app.gebruiksboek.alarmed(amsterdam_day(nu))),
      .auditregels = app.store.audit().size(),
      .bewaartermijn = bewaartermijn_van(stand->bewaartermijn),
      .huidige_sleutels = {},
      .oude_sleutels = {},
      .tweede_persoon = verzoeken_van(*stand),
      .geldigheid = geldigheden(app.trust, app.certificate_expires),
      .schijven = disks(*config),
      .intrekkingslijstmeldingen = genoemd(*app.crl_notices.load()),
      .test_in_productie = genoemd(test_in_productie(*config, *stand, app.trust)),
      .kopie_van_verantwoording = !config->verantwoording.kopie.empty(),
      .backup = last_backup(app),
      .teruggezet = teruggezet(*stand, amsterdam_day(nu))};
  add_keys(status, require(app.store.sleutels().list(nu)));
  return status;
}

}  // namespace vish::server
