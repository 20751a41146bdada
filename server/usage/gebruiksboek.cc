#include "server/usage/gebruiksboek.h"

#include <algorithm>
#include <stdexcept>

#include "base/calendar/clock.h"
#include "server/log/log.h"
#include "storage/audit/audit.h"

namespace vish::server {
namespace {

using storage::Dagverbruik;
using storage::Uurverbruik;
using storage::Verbruik;
using storage::Verbruiksboek;

/// Returns the entry of a day, or makes it in its place: lines do not come exactly in the order of their moments.
Dagverbruik& day_of(Verbruik& verbruik, Datum dag) {
  auto& dagen = verbruik.dagen;
  auto at = dagen.end();
  while (at != dagen.begin() && std::prev(at)->dag >= dag) --at;
  if (at == dagen.end() || at->dag != dag) at = dagen.insert(at, Dagverbruik{dag});
  return *at;
}

/// Returns the entry of an hour, as day_of() does.
Uurverbruik& hour_of(std::vector<Uurverbruik>& uren, Tijdstip moment) {
  const Tijdstip begin = std::chrono::floor<std::chrono::hours>(moment);
  auto at = uren.end();
  while (at != uren.begin() && std::prev(at)->uur >= begin) --at;
  if (at == uren.end() || at->uur != begin) at = uren.insert(at, Uurverbruik{begin});
  return *at;
}

void forget_old(std::vector<Uurverbruik>& uren, Tijdstip nu) {
  const Tijdstip first = std::chrono::floor<std::chrono::hours>(nu) - std::chrono::hours(kUren - 1);
  std::erase_if(uren, [&](const Uurverbruik& uur) { return uur.uur < first; });
}

void forget_old(Verbruik& verbruik, Datum vandaag) {
  std::erase_if(verbruik.dagen, [&](const Dagverbruik& dag) { return vandaag.days() - dag.dag.days() > kHistorie; });
}

/// Forgets the test of a bevrager, which tells nothing of its use in productie.
void forget_test(Verbruik& verbruik, Datum vandaag) {
  std::erase_if(verbruik.dagen, [&](const Dagverbruik& dag) { return dag.dag < vandaag; });
  verbruik.productie = true;
}

/// Returns the alarms that had not sounded on that day yet, and notes them.
std::vector<storage::Alarmsoort> sound(Dagverbruik& dag, const Verbruik& verbruik,
                                       const proto::Gebruiksregels& regels) {
  auto soorten =
      buiten_bereik(dag, normaalbereik(verbruik.dagen, dag.dag, regels.alarm_factor), regels.alarm_vanaf_personen);
  std::erase_if(soorten, [&](const auto soort) {
    return std::find(dag.alarmen.begin(), dag.alarmen.end(), soort) != dag.alarmen.end();
  });
  dag.alarmen.insert(dag.alarmen.end(), soorten.begin(), soorten.end());
  return soorten;
}

/// Whether an alarm sounded on that day, which need not be the last: the clock may have been ahead.
bool is_alarmed(const Verbruik& verbruik, Datum dag) {
  return std::ranges::any_of(verbruik.dagen,
                             [dag](const Dagverbruik& each) { return each.dag == dag && !each.alarmen.empty(); });
}

proto::Uitkomst uitkomst_of(storage::Alarmsoort soort) {
  switch (soort) {
    case storage::Alarmsoort::volume:
      return proto::Uitkomst::volume;
    case storage::Alarmsoort::aandeel_laag:
      return proto::Uitkomst::matchaandeelLaag;
    case storage::Alarmsoort::aandeel_hoog:
      return proto::Uitkomst::matchaandeelHoog;
  }
  return proto::Uitkomst::volume;
}

proto::Auditregel alarm_line(const std::string& oin, storage::Alarmsoort soort, Tijdstip nu) {
  proto::Auditregel regel;
  regel.tijdstip = nu;
  regel.handeling = proto::Handeling::bevrager_alarm;
  regel.actor = "vishd";
  regel.uitkomst = uitkomst_of(soort);
  regel.onderwerp = oin;
  return regel;
}

}  // namespace

std::string_view to_text(storage::Alarmsoort soort) { return to_text(uitkomst_of(soort)); }

Gebruiksboek::Gebruiksboek(storage::Store& store, const Instellingen& instellingen, Allowance& allowance)
    : store_(store), instellingen_(instellingen), allowance_(allowance) {}

void Gebruiksboek::open(Tijdstip nu) {
  boek_ = or_throw(store_.gebruik().load());
  Verbruiksboek next{boek_.tot, {}, boek_.uren};
  read_on(next);
  forget_old(next.uren, nu);
  for (const auto& [oin, _] : next.bevragers) unsaved_.push_back(oin);
  take_over(std::move(next));
  const auto vandaag = amsterdam_day(nu);
  for (const auto& [oin, verbruik] : boek_.bevragers) {
    for (const auto& dag : verbruik.dagen) {
      if (dag.dag < vandaag) continue;
      allowance_.of(oin).restore(dag.dag, dag.gevraagd);
      if (!dag.alarmen.empty()) allowance_.of(oin).alarm(dag.dag);
    }
  }
}

void Gebruiksboek::update(Tijdstip nu) {
  const std::lock_guard one_at_a_time(updating_);
  Verbruiksboek next{boek_.tot, {}, boek_.uren};
  for (const auto& oin : unsaved_) entry(next, oin);
  read_on(next);
  forget_old(next.uren, nu);
  const auto alarmen = judge(next, nu);
  if (next.bevragers.empty() && next.tot == boek_.tot && next.uren == boek_.uren) return;
  or_throw(store_.gebruik().save(next, alarmen));
  unsaved_.clear();
  show(std::move(next), alarmen, amsterdam_day(nu));
}

/// Only open() and update(), one at a time, change the book, so this reads it without the lock.
Verbruik& Gebruiksboek::entry(Verbruiksboek& next, std::string_view oin) const {
  auto found = next.bevragers.find(oin);
  if (found == next.bevragers.end()) {
    const auto known = boek_.bevragers.find(oin);
    found = next.bevragers.emplace(oin, known == boek_.bevragers.end() ? Verbruik() : known->second).first;
  }
  return found->second;
}

void Gebruiksboek::read_on(Verbruiksboek& next) const {
  std::string match_id;
  or_throw(store_.audit().follow(next.tot, [&](const storage::Auditkop& regel) {
    next.tot = regel.volgnummer;
    const bool found = regel.uitkomst == proto::Uitkomst::match;
    const bool answered = found || regel.uitkomst == proto::Uitkomst::geenMatch;
    if (regel.handeling != proto::Handeling::bevraging || !answered) return;
    auto& dag = day_of(entry(next, regel.actor), amsterdam_day(regel.tijdstip));
    ++dag.gevraagd;
    if (found) ++dag.matches;
    auto& uur = hour_of(next.uren, regel.tijdstip);
    ++uur.personen;
    if (found) ++uur.matches;
    if (regel.match_id == match_id) return;
    match_id = regel.match_id;
    ++uur.vragen;
  }));
}

std::vector<proto::Auditregel> Gebruiksboek::judge(Verbruiksboek& next, Tijdstip nu) const {
  const auto vandaag = amsterdam_day(nu);
  const auto stand = store_.stand();
  std::vector<proto::Auditregel> alarmen;
  for (auto& [oin, verbruik] : next.bevragers) {
    forget_old(verbruik, vandaag);
    const auto* bevrager = stand->bevrager(oin);
    const bool asks = bevrager != nullptr && bevrager->fase == proto::Aansluitfase::productie;
    if (!asks) continue;
    if (!verbruik.productie) forget_test(verbruik, vandaag);
    const auto regels = proto::geldend(instellingen_.now()->gebruik, bevrager->gebruik);
    if (regels.alarm_vanaf_personen == 0) continue;
    for (auto& dag : verbruik.dagen) {
      if (vandaag.days() - dag.dag.days() > 1) continue;  // the last minute of yesterday is read today
      for (const auto soort : sound(dag, verbruik, regels)) alarmen.push_back(alarm_line(oin, soort, nu));
    }
  }
  return alarmen;
}

void Gebruiksboek::show(Verbruiksboek&& next, const std::vector<proto::Auditregel>& alarmen, Datum vandaag) {
  for (const auto& [oin, verbruik] : next.bevragers) {
    if (is_alarmed(verbruik, vandaag)) allowance_.of(oin).alarm(vandaag);
  }
  for (const auto& regel : alarmen) {
    log_event(Level::warning, "gebruik buiten het normale",
              {{"bevrager", *regel.onderwerp}, {"soort", std::string(regel.uitkomst.text())}});
  }
  take_over(std::move(next));
}

void Gebruiksboek::take_over(Verbruiksboek&& next) {
  const std::lock_guard lock(mutex_);
  boek_.tot = next.tot;
  boek_.uren = std::move(next.uren);
  for (auto& [oin, verbruik] : next.bevragers) boek_.bevragers.insert_or_assign(oin, std::move(verbruik));
}

Verbruik Gebruiksboek::of(std::string_view oin) const {
  const std::lock_guard lock(mutex_);
  const auto found = boek_.bevragers.find(oin);
  return found == boek_.bevragers.end() ? Verbruik() : found->second;
}

storage::Dagverbruik Gebruiksboek::total_on(Datum dag) const {
  Dagverbruik total{dag};
  const std::lock_guard lock(mutex_);
  for (const auto& [oin, verbruik] : boek_.bevragers) {
    for (const auto& one : verbruik.dagen) {
      if (one.dag != dag) continue;
      total.gevraagd += one.gevraagd;
      total.matches += one.matches;
    }
  }
  return total;
}

std::vector<Uurverbruik> Gebruiksboek::uren() const {
  const std::lock_guard lock(mutex_);
  return boek_.uren;
}

std::vector<std::string> Gebruiksboek::alarmed(Datum dag) const {
  std::vector<std::string> oins;
  const std::lock_guard lock(mutex_);
  for (const auto& [oin, verbruik] : boek_.bevragers) {
    if (is_alarmed(verbruik, dag)) oins.push_back(oin);
  }
  return oins;
}

}  // namespace vish::server
