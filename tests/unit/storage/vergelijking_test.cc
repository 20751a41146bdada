#include "storage/vergelijking.h"

#include <catch2/catch.hpp>

#include "support/dagbestand.h"

using namespace vish::storage;
using vish::proto::Aantallen;
using vish::proto::Drempels;
using vish::test::dag;

namespace {

constexpr std::int32_t kVandaag = 20'000;
constexpr std::int32_t kVorige = 19'990;
constexpr Generatie kEerder = 3;
constexpr Generatie kNu = 4;
constexpr Vergelijkregels kRegels{kVandaag, kVorige, false, kNu};
constexpr Vergelijkregels kOnleesbaar{kVandaag, kVorige, true, kNu};

Pseudoniem p(unsigned char number) { return {number}; }
Setregel held(unsigned char person, std::uint64_t digest = 1) { return {p(person), digest, kEerder}; }
Setregel written(unsigned char person, std::uint64_t digest = 1) { return {p(person), digest, kNu}; }
Bestandsrij row(unsigned char person, std::uint64_t digest = 1) { return {.persoon = p(person), .digest = digest}; }

std::vector<std::uint32_t> lines(const std::vector<Bestandsrij>& rijen) {
  std::vector<std::uint32_t> result;
  for (const auto& rij : rijen) result.push_back(rij.regel);
  return result;
}
using Lines = std::vector<std::uint32_t>;

Bestandsrij line(std::uint32_t regel, unsigned char person, std::int32_t start, std::int32_t end = kGeenEinddatum) {
  return {.persoon = p(person), .regel = regel, .startdatum = start, .einddatum = end};
}

Verschil loss(std::uint64_t before, std::uint64_t lost, std::uint64_t added = 0) {
  Verschil verschil;
  verschil.van_kracht_voor = before;
  verschil.van_kracht_kwijt = lost;
  verschil.van_kracht_na = before - lost + added;
  return verschil;
}

}  // namespace

TEST_CASE("of two good rows of one person the latest startdatum counts") {
  const auto cleaned = clean_up({line(2, 1, 50), line(3, 1, 40), line(4, 2, 1)}, dag(1));
  CHECK(lines(cleaned.rijen) == Lines{2, 4});
  CHECK(cleaned.dubbel == Lines{3});
}

TEST_CASE("of two good rows with the same startdatum the last one counts") {
  const auto cleaned = clean_up({line(2, 1, 50), line(3, 1, 50), line(4, 1, 50)}, dag(1));
  CHECK(lines(cleaned.rijen) == Lines{4});
  CHECK(cleaned.dubbel == Lines{2, 3});
}

TEST_CASE("a row whose einddatum lies before the peildatum counts as absent, one that ends on it does not") {
  const auto today = dag(5).days();
  const auto cleaned = clean_up({line(2, 1, 1, today - 1), line(3, 2, 1, today), line(4, 3, 1)}, dag(5));
  CHECK(lines(cleaned.rijen) == Lines{3, 4});
  CHECK(cleaned.verstreken == Lines{2});
}

TEST_CASE("a row that counts as absent does not push aside a row that still holds") {
  const auto ended = dag(5).days() - 1;
  const auto cleaned = clean_up({line(2, 1, 40), line(3, 1, 50, ended)}, dag(5));
  CHECK(lines(cleaned.rijen) == Lines{2});
  CHECK(cleaned.dubbel.empty());
  CHECK(cleaned.verstreken == Lines{3});
}

TEST_CASE("the rows that count come ascending by person") {
  const auto cleaned = clean_up({line(2, 9, 1), line(3, 1, 1), line(4, 5, 1)}, dag(1));
  CHECK(lines(cleaned.rijen) == Lines{3, 4, 2});
}

TEST_CASE("who is registered under an older key is recognised by the file's names under that key") {
  auto rules = kRegels;
  rules.sleutel = 2;
  auto own = held(20);
  own.sleutel = 2;
  // Persons 1, 2, 3 and 4 under key 1; 1 and 2 are rows 11 and 12, 3 is on a faulty row.
  const std::vector stand{held(1), held(2), held(3), held(4), own};
  const std::vector<Oudenamen> eerder{{1, {{p(1), 1, 0}, {p(2), 9, 1}, {p(9), 1, 2}}, {p(3)}}};
  const auto verschil = compare(stand, {row(11, 7), row(12, 8), row(20)}, {p(13)}, rules, eerder);
  CHECK(verschil.nieuw == 0);
  CHECK(verschil.ongewijzigd == 2);
  CHECK(verschil.gewijzigd == 1);
  CHECK(verschil.beeindigd == 1);
  CHECK(verschil.niet_beeindigd == 1);
  CHECK(verschil.schrijf == Lines{0, 1});
  CHECK(verschil.verwijder == std::vector{p(1), p(2), p(4)});
  CHECK(verschil.van_kracht_voor == 5);
  CHECK(verschil.van_kracht_kwijt == 1);
  const Setregel stays{p(3), 1, kNu, kGeenEinddatum, kVorige, 1};
  const Setregel first{p(11), 7, kNu, kGeenEinddatum, kNetBevestigd, 2};
  const Setregel second{p(12), 8, kNu, kGeenEinddatum, kNetBevestigd, 2};
  CHECK(verschil.nieuwe_stand == std::vector{stays, first, second, own});
}

TEST_CASE("a file against what is registered gives new, changed, unchanged and ended") {
  const auto verschil = compare({held(1), held(2), held(3)}, {row(2), row(3, 9), row(4)}, {}, kRegels);
  CHECK(verschil.nieuw == 1);
  CHECK(verschil.gewijzigd == 1);
  CHECK(verschil.ongewijzigd == 1);
  CHECK(verschil.verwijder == std::vector{p(1)});
  CHECK(verschil.nieuwe_stand == std::vector{held(2), written(3, 9), written(4)});
  CHECK(verschil.schrijf == std::vector<std::uint32_t>{1, 2});
  CHECK(verschil.behoud.empty());
}

TEST_CASE("a file that says what is registered writes nothing") {
  const auto verschil = compare({held(1), held(2)}, {row(1), row(2)}, {}, kRegels);
  CHECK(verschil.ongewijzigd == 2);
  CHECK(verschil.empty());
}

TEST_CASE("a faulty row never ends protection: the registration stays with its last confirmed peildatum") {
  const auto verschil = compare({held(1), held(2)}, {row(2)}, {p(1)}, kRegels);
  CHECK(verschil.verwijder.empty());
  CHECK(verschil.niet_beeindigd == 1);
  REQUIRE(verschil.behoud.size() == 1);
  CHECK(verschil.behoud[0].bevestigd == kVorige);
  CHECK(verschil.behoud[0].generatie == kEerder);
  CHECK(verschil.nieuwe_stand == std::vector{Setregel{p(1), 1, kNu, kGeenEinddatum, kVorige}, held(2)});
}

TEST_CASE("a registration that stays unconfirmed again keeps the peildatum of its last confirmation") {
  const Setregel unconfirmed{p(1), 1, kEerder, kGeenEinddatum, kVorige - 7};
  const auto verschil = compare({unconfirmed}, {}, {p(1)}, kRegels);
  CHECK(verschil.behoud.empty());
  CHECK(verschil.nieuwe_stand == std::vector{unconfirmed});
}

TEST_CASE("a good row confirms again what stayed unconfirmed, also when it says the same") {
  const auto verschil = compare({Setregel{p(1), 1, kEerder, kGeenEinddatum, kVorige}}, {row(1)}, {}, kRegels);
  CHECK(verschil.ongewijzigd == 1);
  CHECK(verschil.schrijf == std::vector<std::uint32_t>{0});
  CHECK(verschil.nieuwe_stand == std::vector{written(1)});
}

TEST_CASE("a good row beats a faulty one of the same person") {
  const auto verschil = compare({held(1)}, {row(1, 9)}, {p(1)}, kRegels);
  CHECK(verschil.gewijzigd == 1);
  CHECK(verschil.niet_beeindigd == 0);
}

TEST_CASE("a faulty row of somebody who is not registered registers nobody") {
  const auto verschil = compare({}, {}, {p(1)}, kRegels);
  CHECK(verschil.nieuwe_stand.empty());
  CHECK(verschil.niet_beeindigd == 0);
}

TEST_CASE("a file with rows that name nobody readable ends nobody, and still registers and changes") {
  const auto verschil = compare({held(1), held(2)}, {row(2, 9), row(3)}, {}, kOnleesbaar);
  CHECK(verschil.verwijder.empty());
  CHECK(verschil.niet_beeindigd == 1);
  CHECK(verschil.gewijzigd == 1);
  CHECK(verschil.nieuw == 1);
}

TEST_CASE("only registrations in force today count for the guard") {
  const Setregel ended{p(1), 1, kEerder, kVandaag - 1};
  const Setregel last_day{p(2), 1, kEerder, kVandaag};
  auto ends = row(3);
  ends.einddatum = kVandaag - 1;
  const auto verschil = compare({ended, last_day, held(3)}, {ends}, {}, kRegels);
  CHECK(verschil.van_kracht_voor == 2);
  CHECK(verschil.van_kracht_na == 0);
  CHECK(verschil.van_kracht_kwijt == 2);
}

TEST_CASE("the way back writes again what changed or went since, ends what came, and leaves the rest where it is") {
  const std::vector then{Setregel{p(1), 1, 1}, Setregel{p(2), 1, 1}, Setregel{p(3), 1, 2, kGeenEinddatum, kVorige}};
  const std::vector now{Setregel{p(1), 1, 1}, Setregel{p(2), 9, 3}, Setregel{p(4), 1, 3}};
  const auto verschil = restore(now, then, kRegels);
  CHECK(verschil.ongewijzigd == 1);
  CHECK(verschil.gewijzigd == 1);
  CHECK(verschil.nieuw == 1);
  CHECK(verschil.verwijder == std::vector{p(4)});
  CHECK(verschil.behoud == std::vector{then[1], then[2]});
  CHECK(verschil.nieuwe_stand ==
        std::vector{then[0], Setregel{p(2), 1, kNu}, Setregel{p(3), 1, kNu, kGeenEinddatum, kVorige}});
  CHECK(restore(then, then, kRegels).empty());
}

TEST_CASE("the guard holds a loss of more than ten percent and more than ten, or of all") {
  struct Case {
    std::string name;
    Verschil verschil;
    bool held;
  };
  const auto each = GENERATE(
      Case{"first delivery", loss(0, 0, 50), false}, Case{"nothing to nothing", loss(0, 0), false},
      Case{"exactly ten of twenty", loss(20, 10), false}, Case{"eleven of twenty", loss(20, 11), true},
      Case{"exactly ten percent", loss(110, 11), false}, Case{"more than ten percent by one", loss(119, 12), true},
      Case{"little lost of many", loss(1000, 100), false}, Case{"none left of one", loss(1, 1), true},
      Case{"none left of five", loss(5, 5), true}, Case{"all exchanged, few", loss(5, 5, 5), false},
      Case{"all exchanged, many", loss(50, 50, 50), true});
  INFO(each.name);
  CHECK(must_hold(each.verschil, Drempels{}) == each.held);
}

TEST_CASE("the guard's limits are settable, but none left is always held") {
  CHECK(must_hold(loss(100, 1), Drempels{5, 0, 0}));
  CHECK_FALSE(must_hold(loss(100, 99), Drempels{5, 100, 0}));
  CHECK_FALSE(must_hold(loss(100, 99), Drempels{5, 10, 99}));
  CHECK(must_hold(loss(100, 100), Drempels{5, 100, 1'000'000}));
}

TEST_CASE("a file may have as many faulty rows as the percentage says, and not one more") {
  const auto refused = [](std::uint64_t rows, std::uint64_t faulty, unsigned percentage) {
    Aantallen aantallen;
    aantallen.rijen = rows;
    aantallen.foutief = faulty;
    return too_many_faulty(aantallen, Drempels{percentage, 10, 10});
  };
  CHECK_FALSE(refused(0, 0, 5));
  CHECK_FALSE(refused(100, 5, 5));
  CHECK(refused(100, 6, 5));
  CHECK(refused(19, 1, 5));
  CHECK_FALSE(refused(20, 1, 5));
  CHECK(refused(1'000'000, 1, 0));
  CHECK_FALSE(refused(3, 3, 100));
}
