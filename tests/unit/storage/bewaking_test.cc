#include "storage/comparison/bewaking.h"

#include <catch2/catch.hpp>

using namespace vish::storage;
using vish::proto::Aantallen;
using vish::proto::Drempels;

namespace {

constexpr std::int32_t kVandaag = 20'000;
const Drempels kStandaard;

using Regels = std::vector<Houdregel>;

Regels rules_of(const Houdredenen& redenen) {
  Regels result;
  for (const auto& reden : redenen) result.push_back(reden.regel);
  return result;
}

Telling all_moments(std::uint64_t count) {
  Telling telling;
  telling.fill(count);
  return telling;
}

/// So many in force before, of whom so many go from that moment on, and so many come.
Vooruitblik change(std::uint64_t before, std::uint64_t lost, std::uint64_t added = 0, std::size_t from = 0) {
  Vooruitblik blik{all_moments(before), all_moments(before + added), {}};
  for (auto at = from; at < kMomenten; ++at) {
    blik.kwijt[at] = lost;
    blik.na[at] -= lost;
  }
  return blik;
}

Regels held(const Vooruitblik& blik, const Drempels& drempels = kStandaard) {
  return rules_of(must_hold(blik, {}, kVandaag, drempels));
}

/// Delivers day after day, as the guard sees it.
class Reeks {
 public:
  explicit Reeks(std::uint64_t count) : count_(count), verloop_(first_level(0, change(count, 0))) {}

  Regels deliver(std::uint64_t lost, std::uint64_t added = 0, std::int32_t days = 1) {
    dag_ += days;
    blik_ = change(count_, lost, added);
    const auto eerder = earlier_levels(verloop_, false, dag_, blik_);
    auto rules = rules_of(must_hold(blik_, eerder, dag_, kStandaard));
    if (rules.empty()) {
      verloop_ = add_level(eerder, dag_, blik_, {});
      count_ = count_ - lost + added;
    }
    return rules;
  }
  void release() {
    verloop_ = first_level(dag_, blik_);
    count_ = blik_.na.front();
  }
  std::uint64_t count() const { return count_; }
  std::size_t remembered() const { return verloop_.size(); }

 private:
  std::uint64_t count_;
  std::int32_t dag_ = 0;
  Vooruitblik blik_;
  Verloop verloop_;
};

}  // namespace

TEST_CASE("the guard holds a loss of more than ten percent and more than ten, of most of a small set, or of all") {
  struct Case {
    std::string name;
    Vooruitblik blik;
    Regels rules;
  };
  using enum Houdregel;
  const auto each =
      GENERATE(Case{"first delivery", change(0, 0, 50), {}}, Case{"nothing to nothing", change(0, 0), {}},
               Case{"exactly ten of twenty", change(20, 10), {}}, Case{"eleven of twenty", change(20, 11), {afname}},
               Case{"exactly ten percent", change(110, 11), {}}, Case{"more by one", change(119, 12), {afname}},
               Case{"little lost of many", change(1000, 100), {}}, Case{"none left of one", change(1, 1), {niets_over}},
               Case{"none left of five", change(5, 5), {niets_over}},
               Case{"none left of many", change(50, 50), {afname, niets_over}}, Case{"half of four", change(4, 2), {}},
               Case{"two of three", change(3, 2), {}}, Case{"three of five", change(5, 3), {meerderheid}},
               Case{"nine of ten", change(10, 9), {meerderheid}},
               Case{"eight for forty others", change(8, 8, 40), {meerderheid}},
               Case{"one for another", change(1, 1, 1), {meerderheid}},
               Case{"all exchanged, many", change(50, 50, 50), {afname}}, Case{"one of two", change(2, 1), {}});
  INFO(each.name);
  CHECK(held(each.blik) == each.rules);
}

TEST_CASE("a loss at the end of any day of the coming week is a loss") {
  const auto moment = GENERATE(range(std::size_t{0}, kMomenten));
  CHECK(held(change(40, 11, 0, moment)) == Regels{Houdregel::afname});
  CHECK(held(change(40, 40, 0, moment)) == Regels{Houdregel::afname, Houdregel::niets_over});
  const auto redenen = must_hold(change(40, 11, 0, moment), {}, kVandaag, kStandaard);
  CHECK(redenen == Houdredenen{{Houdregel::afname, 11, 40, kVandaag + static_cast<std::int32_t>(moment)}});
}

TEST_CASE("of a first file those in force today are who would be lost") {
  Vooruitblik first;
  first.na = Telling{40, 40, 40, 28, 28, 28, 28, 28, 28};
  CHECK(held(first) == Regels{Houdregel::afname});
  first.na = Telling{40, 40, 40, 30, 30, 30, 30, 30, 30};
  CHECK(held(first).empty());
  first.na = Telling{2, 2, 2, 0, 0, 0, 0, 0, 0};
  CHECK(held(first).empty());
  first.na = Telling{3, 3, 3, 0, 0, 0, 0, 0, 0};
  CHECK(held(first) == Regels{Houdregel::niets_over});
}

TEST_CASE("a correction takes no more of the file that it corrects than a file may of the one before it") {
  const auto reasons = [](const Vooruitblik& blik, const Vooruitblik& gecorrigeerd) {
    return must_hold(blik, {}, kVandaag, {}, gecorrigeerd);
  };
  const auto unchanged = change(400, 0);
  CHECK(reasons(unchanged, change(590, 59)).empty());
  const auto held_for = reasons(unchanged, change(590, 190));
  REQUIRE(held_for.size() == 1);
  CHECK(held_for.front() == Houdreden{Houdregel::afname, 190, 590, kVandaag});
  // What is lost of the set before the day is told alone.
  CHECK(reasons(change(400, 100), change(590, 290)) == Houdredenen{{Houdregel::afname, 100, 400, kVandaag}});
  CHECK(reasons(unchanged, change(0, 0)).empty());
}

TEST_CASE("too much growth is held, and a first file that is too large") {
  CHECK(held(change(20, 0, 5000)) == Regels{Houdregel::groei});
  CHECK(held(change(20, 0, 100)).empty());
  CHECK(held(change(20, 0, 101)) == Regels{Houdregel::groei});
  CHECK(held(change(200, 0, 200)).empty());
  CHECK(held(change(200, 0, 201)) == Regels{Houdregel::groei});
  CHECK(held(change(200, 200, 500)) == Regels{Houdregel::afname, Houdregel::groei});
  CHECK(held(change(0, 0, 5000)).empty());
  CHECK(held(change(0, 0, 5001)) == Regels{Houdregel::eerste_bestand});
  CHECK(held(change(0, 0, 9), {.eerste_hoogstens = 8}) == Regels{Houdregel::eerste_bestand});
  CHECK(held(change(20, 0, 30), {.groei_percentage = 50, .groei_aantal = 10}) == Regels{Houdregel::groei});
}

TEST_CASE("the limits of a loss are settable, but that nobody of the old set is left is always held") {
  CHECK(held(change(100, 1), {5, 0, 0}) == Regels{Houdregel::afname});
  CHECK(held(change(100, 99), {5, 100, 0}).empty());
  CHECK(held(change(100, 51), {5, 10, 99}) == Regels{Houdregel::meerderheid});
  CHECK(held(change(100, 50), {5, 10, 99}).empty());
  CHECK(held(change(100, 60), {5, 60, 99}).empty());
  CHECK(held(change(100, 100), {5, 100, 1'000'000}) == Regels{Houdregel::niets_over});
  CHECK(held(change(100, 100, 1), {5, 100, 1'000'000}) == Regels{Houdregel::meerderheid});
}

TEST_CASE("nine percent a day is held once a quarter is gone, and after a release not again for the same") {
  Reeks reeks(1000);
  int days = 0;
  while (reeks.deliver(reeks.count() * 9 / 100).empty()) ++days;
  CHECK(days == 3);
  CHECK(reeks.deliver(reeks.count() * 9 / 100) == Regels{Houdregel::netto_afname});
  CHECK(reeks.deliver(0).empty());
  CHECK(reeks.deliver(reeks.count() * 9 / 100) == Regels{Houdregel::netto_afname});
  reeks.release();
  for (days = 0; reeks.deliver(reeks.count() * 9 / 100).empty();) ++days;
  CHECK(days == 3);
}

TEST_CASE("who comes makes up for who goes, and what went more than thirty days ago counts no more") {
  Reeks reeks(1000);
  for (int day = 0; day < 100; ++day) CHECK(reeks.deliver(90, 90).empty());
  CHECK(reeks.remembered() <= 40);
  for (int month = 0; month < 10; ++month) CHECK(reeks.deliver(reeks.count() / 10, 0, 31).empty());
}

TEST_CASE("growth in steps is counted from the fewest of thirty days, and after a release from what was released") {
  Reeks reeks(40);
  CHECK(reeks.deliver(0, 40).empty());
  CHECK(reeks.deliver(0, 60).empty());
  CHECK(reeks.deliver(0, 1) == Regels{Houdregel::netto_groei});
  reeks.release();
  CHECK(reeks.deliver(0, 100).empty());
  CHECK(reeks.deliver(0, 41).empty());
  CHECK(reeks.deliver(0, 1) == Regels{Houdregel::netto_groei});
  CHECK(reeks.deliver(0, 283) == Regels{Houdregel::groei});
  Reeks slow(40);
  for (int month = 0; month < 10; ++month) CHECK(slow.deliver(0, slow.count(), 31).empty());
}

TEST_CASE("growth from nobody is a first file, in whatever steps nobody comes to somebody") {
  auto verloop = first_level(1, change(0, 0));
  verloop = add_level(verloop, 1, change(0, 0), {});
  CHECK(must_hold(change(0, 0, 4000), verloop, 2, kStandaard).empty());
}

TEST_CASE("end dates that come near are many where a file with them would be held") {
  const auto soon = [](std::uint64_t now, std::uint64_t left) {
    return many_end_soon(Telling{now, now, now, now, left, left, left, left, left}, kStandaard);
  };
  CHECK(soon(40, 29));
  CHECK_FALSE(soon(40, 30));
  CHECK(soon(5, 2));
  CHECK_FALSE(soon(2, 0));
  CHECK(soon(3, 0));
  CHECK_FALSE(soon(0, 0));
  CHECK_FALSE(many_end_soon(Telling{40, 29, 29, 29, 29, 29, 29, 29, 29}, {.afname_percentage = 50}));
}

TEST_CASE("a set is exchanged when more than half as many as there were went within thirty days, and still do") {
  const auto next = [](Verloop verloop, std::int32_t dag, std::uint64_t weg) {
    return add_level(std::move(verloop), dag, change(100, weg, weg), {weg, weg});
  };
  CHECK_FALSE(many_were_exchanged(first_level(0, change(100, 90)), 0));
  auto verloop = first_level(0, change(100, 0));
  for (std::int32_t dag = 1; dag <= 5; ++dag) verloop = next(verloop, dag, 10);
  CHECK_FALSE(many_were_exchanged(verloop, 5));
  verloop = next(verloop, 6, 1);
  CHECK(many_were_exchanged(verloop, 6));
  CHECK(many_were_exchanged(verloop, 12));
  CHECK_FALSE(many_were_exchanged(verloop, 13));
  verloop = next(next(verloop, 24, 10), 31, 1);
  CHECK(many_were_exchanged(verloop, 31));
  CHECK_FALSE(many_were_exchanged(verloop, 32));
  CHECK_FALSE(many_were_exchanged(add_level(first_level(0, change(3, 0)), 1, change(3, 2, 2), {2, 2}), 1));
  // Growth does not hide it.
  verloop = add_level(first_level(0, change(100, 0)), 1, change(100, 45, 90), {45, 45});
  CHECK_FALSE(many_were_exchanged(verloop, 1));
  CHECK(many_were_exchanged(add_level(verloop, 2, change(145, 6, 6), {6, 6}), 2));
}

TEST_CASE("a set that shrinks by one a day is held when a quarter and at least three are gone") {
  Reeks reeks(11);
  CHECK(reeks.deliver(1).empty());
  CHECK(reeks.deliver(1).empty());
  CHECK(reeks.deliver(1) == Regels{Houdregel::netto_afname});
  Reeks small(4);
  CHECK(small.deliver(1).empty());
  CHECK(small.deliver(1).empty());
}

TEST_CASE("end dates that files gave add up, those that pass as announced are told when they have passed") {
  // Nine percent more each day will end with the seventh day from now.
  Verloop verloop = first_level(0, change(1000, 0));
  std::uint64_t left = 1000;
  std::int32_t dag = 1;
  for (; dag < 7; ++dag) {
    Vooruitblik blik{all_moments(1000), all_moments(1000), {}};
    for (auto at = static_cast<std::size_t>(8 - dag); at < kMomenten; ++at) {
      blik.voor[at] = left;
      blik.kwijt[at] = left * 9 / 100;
      blik.na[at] = left - blik.kwijt[at];
    }
    verloop = earlier_levels(verloop, false, dag, blik);
    if (!must_hold(blik, verloop, dag, kStandaard).empty()) break;
    verloop = add_level(verloop, dag, blik, {});
    left = blik.na.back();
  }
  CHECK(dag == 4);

  // 300 of 1000 had an end date all along: nothing is held in the last week, and once they ended it is.
  verloop = first_level(0, change(1000, 0));
  Vooruitblik week{Telling{1000, 1000, 1000, 700, 700, 700, 700, 700, 700}, {}, {}};
  week.na = week.voor;
  verloop = earlier_levels(verloop, false, 15, week);
  CHECK(must_hold(week, verloop, 15, kStandaard).empty());
  verloop = earlier_levels(add_level(verloop, 15, week, {}), false, 18, change(700, 0));
  CHECK(rules_of(must_hold(change(700, 0), verloop, 18, kStandaard)) == Regels{Houdregel::netto_afname});
}

TEST_CASE("an operator who accepted end dates hears no more of them") {
  Vooruitblik week{all_moments(40), Telling{40, 40, 40, 5, 5, 5, 5, 5, 5}, Telling{0, 0, 0, 35, 35, 35, 35, 35, 35}};
  auto verloop = first_level(10, week);
  const auto after = change(5, 0);
  verloop = earlier_levels(verloop, false, 14, after);
  CHECK(must_hold(after, verloop, 14, kStandaard).empty());
}

TEST_CASE("a correction takes the place of what it corrects among the levels") {
  auto verloop = add_level(first_level(1, change(100, 0)), 2, change(100, 0, 90), {});
  CHECK(verloop.back().aantal == 190);
  const auto eerder = earlier_levels(verloop, true, 2, change(100, 0));
  CHECK(eerder.back().aantal == 100);
  CHECK(must_hold(change(100, 0), eerder, 2, kStandaard).empty());
  CHECK(add_level(eerder, 2, change(100, 0), {}).size() == 2);
}

TEST_CASE("what is remembered is bounded, and forgets no loss for it") {
  Verloop verloop = first_level(1, change(1000, 0));
  for (int i = 0; i < 200; ++i)
    verloop = add_level(earlier_levels(verloop, false, 1, change(900, 0)), 1, change(900, 0), {});
  CHECK(verloop.size() == 40);
  CHECK(rules_of(must_hold(change(740, 0), verloop, 1, kStandaard)) == Regels{Houdregel::netto_afname});
  const auto later = earlier_levels(verloop, false, 100, change(900, 0));
  CHECK(must_hold(change(740, 0), later, 100, kStandaard).empty());
}

TEST_CASE("a delivery while the clock was far ahead makes nobody forget what was lost before it") {
  Reeks reeks(200);
  for (const std::uint64_t lost : {17, 16, 15}) CHECK(reeks.deliver(lost).empty());
  CHECK(reeks.deliver(0, 0, 60).empty());
  CHECK(reeks.deliver(13, 0, -59) == Regels{Houdregel::netto_afname});
}

TEST_CASE("a delivery after an earlier version is compared with what there was") {
  const auto eerder = earlier_levels({}, false, 9, change(100, 0));
  CHECK(eerder == Verloop{{9, 100, 0, 100, 0, 100}});
  CHECK(earlier_levels({}, false, 9, change(0, 0, 5)).empty());
}

TEST_CASE("the reason says in Dutch which rule and which figures") {
  const auto text = [](const Vooruitblik& blik) {
    return to_dutch(must_hold(blik, {}, kVandaag, kStandaard), kVandaag, kStandaard);
  };
  CHECK(text(change(40, 11)) ==
        "Er zouden meer registraties verdwijnen dan de drempel toelaat: 11 van de 40 registraties zouden niet meer van "
        "kracht zijn (drempel: 10% en meer dan 10).");
  CHECK(text(change(12'000, 12'000, 0, 3)).find("12.000 van de 12.000 registraties zouden vanaf 2024-10-07") !=
        std::string::npos);
  CHECK(text(change(2, 2)) == "Van de 2 registraties zou er geen meer van kracht zijn.");
  CHECK(text(change(8, 8, 40)) ==
        "Van een kleine groep zouden bijna alle registraties verdwijnen: 8 van de 8 registraties zouden niet meer van "
        "kracht zijn.");
  CHECK(
      text(change(20, 0, 5000)) ==
      "Er zouden meer registraties bijkomen dan de drempel toelaat: 5.000 bij de 20 die er zijn (drempel: 100% en meer "
      "dan 100).");
  CHECK(text(change(0, 0, 50'000)) ==
        "Er is nog niemand geregistreerd en dit bestand registreert er meer dan de drempel toelaat: 50.000 (drempel: "
        "5.000).");
}

TEST_CASE("a file may have as many faulty rows as the percentage says, and not one more") {
  const auto refused = [](std::uint64_t rows, std::uint64_t faulty, unsigned percentage) {
    Aantallen aantallen;
    aantallen.rijen = rows;
    aantallen.foutief = faulty;
    return too_many_faulty(aantallen, {.fout_percentage = percentage});
  };
  CHECK_FALSE(refused(0, 0, 5));
  CHECK_FALSE(refused(100, 5, 5));
  CHECK(refused(100, 6, 5));
  CHECK(refused(19, 1, 5));
  CHECK_FALSE(refused(20, 1, 5));
  CHECK(refused(1'000'000, 1, 0));
  CHECK_FALSE(refused(3, 3, 100));
}
