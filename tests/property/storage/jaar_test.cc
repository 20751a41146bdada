#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <iostream>
#include <map>
#include <optional>
#include <random>

#include "storage/comparison/bewaking.h"
#include "support/seed.h"

// A year of good files with the habits of real municipalities, through the
// plain functions of comparing and guarding: how often the guard holds one.

using namespace vish::storage;

namespace {

constexpr std::int32_t kNieuwjaar = 20'454;  ///< 2026-01-01, a Thursday
constexpr int kJaar = 365;

struct Dossier {
  std::int32_t einddatum = kGeenEinddatum;
  std::uint64_t digest = 1;
};

Pseudoniem persoon(std::uint32_t nummer) {
  Pseudoniem result{};
  for (std::size_t at = 0; at < 4; ++at) result[at] = static_cast<unsigned char>(nummer >> (24 - 8 * at));
  return result;
}

enum class Afsluiten { verdwijnt, einddatum_vooraf, einddatum_bij_sluiten };

/// How one municipality works.
struct Gewoonten {
  int dossiers;
  double groei;  ///< in a year
  double duur;   ///< of a dossier, in days
  Afsluiten afsluiten;
  bool sluit_per_maand;  ///< all of a month at once
  int opschoningen;      ///< a year, each of 1 to 8 %
  int correcties;        ///< a year
  int kapotte_exports;   ///< a year
  int vakantie;          ///< delivery days without a file, in summer
  int overstap;          ///< day of a move to another system; -1: none
  bool jaarwisseling;    ///< ends dossiers with the year
};

class Jaargemeente {
 public:
  Jaargemeente(std::uint64_t seed, bool klein) : random_(seed), gewoonten_(make(klein)) {
    for (int i = 0; i < gewoonten_.dossiers; ++i) open(kNieuwjaar, number(0, static_cast<int>(gewoonten_.duur)));
    verloop_ = first_level(kNieuwjaar, deliver_rows(rows(kNieuwjaar), kNieuwjaar, false).blik);
  }

  void live_a_year() {
    for (int day = 1; day < kJaar; ++day) {
      live(day);
      if (delivers(day)) deliver(day);
    }
  }

  const Houdredenen& held() const { return held_; }
  int files() const { return files_; }
  int missed_broken() const { return missed_; }

 private:
  int number(int low, int high) { return std::uniform_int_distribution(low, high)(random_); }
  double share() { return std::uniform_real_distribution(0.0, 1.0)(random_); }
  bool chance(double probability) { return share() < probability; }
  int about(double mean) { return std::poisson_distribution<int>(mean)(random_); }

  Gewoonten make(bool klein) {
    Gewoonten result{};
    const auto size = std::exp(std::normal_distribution(std::log(150.0), 1.1)(random_));
    result.dossiers = klein ? number(3, 15) : std::clamp(static_cast<int>(size), 15, 5000);
    result.groei = -0.1 + 0.35 * share();
    result.duur = number(240, 900);
    const auto way = share();
    result.afsluiten = way < 0.6   ? Afsluiten::verdwijnt
                       : way < 0.8 ? Afsluiten::einddatum_vooraf
                                   : Afsluiten::einddatum_bij_sluiten;
    result.sluit_per_maand = chance(0.15);
    result.opschoningen = number(0, 3);
    result.correcties = number(0, 12);
    result.kapotte_exports = number(0, 3);
    result.vakantie = chance(0.1) ? number(3, 15) : 0;
    result.overstap = chance(0.08) ? number(20, 340) : -1;
    result.jaarwisseling = chance(0.1);
    return result;
  }

  void open(std::int32_t dag, int al_bezig = 0) {
    Dossier dossier;
    const auto end = dag + static_cast<std::int32_t>(gewoonten_.duur) - al_bezig;
    if (gewoonten_.afsluiten == Afsluiten::einddatum_vooraf) dossier.einddatum = std::max(end, dag);
    dossiers_.emplace(next_++, dossier);
  }

  void close_one(std::int32_t dag) {
    if (dossiers_.empty()) return;
    auto at = dossiers_.begin();
    std::advance(at, number(0, static_cast<int>(dossiers_.size()) - 1));
    if (gewoonten_.afsluiten == Afsluiten::einddatum_bij_sluiten) {
      at->second.einddatum = std::min(at->second.einddatum, dag + number(0, 14));
    } else {
      dossiers_.erase(at);
    }
  }
  void close(int count, std::int32_t dag) {
    for (; count > 0; --count) close_one(dag);
  }
  void close_share(double part, std::int32_t dag) {
    close(static_cast<int>(part * static_cast<double>(dossiers_.size())), dag);
  }

  void live(int day) {
    const auto dag = kNieuwjaar + day;
    std::erase_if(dossiers_, [&](const auto& each) { return each.second.einddatum < dag; });
    const auto turnover = gewoonten_.dossiers / gewoonten_.duur;
    for (int i = about(turnover + gewoonten_.groei * gewoonten_.dossiers / kJaar); i > 0; --i) open(dag);
    if (gewoonten_.afsluiten != Afsluiten::einddatum_vooraf) to_close_ += about(turnover);
    if (!gewoonten_.sluit_per_maand || day % 30 == 0) close(std::exchange(to_close_, 0), dag);
    if (chance(gewoonten_.opschoningen / 365.0)) close_share(0.01 + 0.07 * share(), dag);
    if (gewoonten_.jaarwisseling && day == 362) close_share(0.05 + 0.03 * share(), dag);
    prolong(dag);
    for (auto& [_, dossier] : dossiers_) dossier.digest += chance(0.02) ? 1 : 0;
    if (day == gewoonten_.overstap) move(dag);
  }

  /// Two in three of those that would end are given another year, mostly in time.
  void prolong(std::int32_t dag) {
    if (gewoonten_.afsluiten != Afsluiten::einddatum_vooraf) return;
    for (auto& [_, dossier] : dossiers_) {
      if (dossier.einddatum - dag < 14 && chance(0.08)) dossier.einddatum += 365;
    }
  }

  /// Everything looks different, some are lost on the way and come back.
  void move(std::int32_t dag) {
    for (auto& [_, dossier] : dossiers_) dossier.digest += 1000;
    close_share(0.06 * share(), dag);
    for (int i = number(0, 1 + static_cast<int>(dossiers_.size()) / 10); i > 0; --i) open(dag);
  }

  bool delivers(int day) const {
    const int weekday = (day + 3) % 7;  // 0 is Monday
    return weekday < 5 && (day < 200 || day >= 200 + gewoonten_.vakantie);
  }

  std::vector<Bestandsrij> rows(std::int32_t dag) const {
    std::vector<Bestandsrij> result;
    for (const auto& [nummer, dossier] : dossiers_) {
      if (dossier.einddatum < dag) continue;
      result.push_back({.persoon = persoon(nummer), .digest = dossier.digest, .einddatum = dossier.einddatum});
    }
    return result;
  }

  Verschil deliver_rows(const std::vector<Bestandsrij>& rijen, std::int32_t dag, bool try_only) {
    auto verschil = compare(set_, rijen, {}, {dag, dag - 1, false, ++generatie_});
    if (!try_only) set_ = verschil.nieuwe_set;
    return verschil;
  }

  void deliver(int day) {
    const auto dag = kNieuwjaar + day;
    before_ = set_;
    auto file = rows(dag);
    if (chance(gewoonten_.kapotte_exports / 260.0)) {
      auto broken = file;
      std::erase_if(broken, [&](const auto&) { return chance(0.3); });
      missed_ += offer(broken, dag, false, false) ? 0 : 1;
      offer(file, dag, broken_in_force_, true);
    } else {
      offer(file, dag, false, true);
    }
    if (!chance(gewoonten_.correcties / 260.0)) return;
    std::erase_if(file, [&](const auto&) { return chance(0.01); });
    offer(file, dag, true, true);
  }

  /// As a correction it is judged by what was registered before the day, and by the file that it corrects. A
  /// good file that is held is released. Whether it was held.
  bool offer(const std::vector<Bestandsrij>& rijen, std::int32_t dag, bool correction, bool good) {
    files_ += good ? 1 : 0;
    const auto verschil = deliver_rows(rijen, dag, true);
    const Vergelijkregels regels{dag, dag - 1, false, generatie_};
    const auto blik = correction ? outlook(before_, verschil.nieuwe_set, rijen, regels) : verschil.blik;
    const auto eerder = earlier_levels(verloop_, correction, dag, blik);
    const auto redenen = must_hold(blik, eerder, dag, {}, correction ? std::optional(verschil.blik) : std::nullopt);
    const bool waits = !redenen.empty();
    if (!good) broken_in_force_ = !waits;
    if (waits && !good) return true;
    set_ = verschil.nieuwe_set;
    verloop_ = waits ? first_level(dag, blik)
                     : add_level(eerder, dag, blik, {verschil.blik.kwijt.front(), verschil.blik.kwijt.back()});
    if (waits) before_ = set_;
    held_.insert(held_.end(), redenen.begin(), redenen.end());
    return waits;
  }

  std::mt19937_64 random_;
  Gewoonten gewoonten_;
  std::map<std::uint32_t, Dossier> dossiers_;
  std::uint32_t next_ = 1;
  int to_close_ = 0;
  std::vector<Setregel> set_;
  std::vector<Setregel> before_;
  Verloop verloop_;
  Generatie generatie_ = 0;
  bool broken_in_force_ = false;
  Houdredenen held_;
  int files_ = 0;
  int missed_ = 0;
};

}  // namespace

TEST_CASE("in a year of good files the guard holds at most one of nearly every municipality") {
  const auto first = vish::test::seed();
  const int count = vish::test::full() ? 342 : 12;
  std::map<std::string, int> per_rule;
  std::map<std::size_t, int> per_gemeente;
  int files = 0;
  int missed = 0;
  for (int i = 0; i < count; ++i) {
    Jaargemeente gemeente(first + static_cast<std::uint64_t>(i), i % 8 == 7);
    gemeente.live_a_year();
    files += gemeente.files();
    missed += gemeente.missed_broken();
    ++per_gemeente[gemeente.held().size()];
    for (const auto& reden : gemeente.held()) ++per_rule[std::string(to_text(reden.regel))];
  }
  std::cout << "VISH_SEED=" << first << ": " << count << " municipalities, " << files << " good files; held:";
  for (const auto& [rule, times] : per_rule) std::cout << " " << rule << " " << times;
  std::cout << "; municipalities by how often:";
  int total = 0;
  int more_than_once = 0;
  for (const auto& [times, gemeenten] : per_gemeente) {
    std::cout << " " << times << "x " << gemeenten;
    total += static_cast<int>(times) * gemeenten;
    more_than_once += times > 1 ? gemeenten : 0;
  }
  std::cout << "; broken files not held: " << missed << "\n";
  CHECK(total <= count / 3 + 1);
  CHECK(more_than_once <= count / 20 + 1);
}
