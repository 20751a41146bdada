#include "storage/comparison/vergelijking.h"

#include <catch2/catch.hpp>

#include "support/dagbestand.h"

using namespace vish::storage;
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

Telling all_moments(std::uint64_t count) {
  Telling telling;
  telling.fill(count);
  return telling;
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

TEST_CASE("a row that counts and ends earlier than another row of its person is told of") {
  const auto end = dag(9).days();
  const auto cleaned = clean_up({line(2, 1, 40), line(3, 1, 50, end), line(4, 1, 45, end - 1),  // the first never ends
                                 line(5, 2, 40, end), line(6, 2, 50, end), line(7, 3, 1, end)},
                                dag(5));
  CHECK(lines(cleaned.rijen) == Lines{3, 6, 7});
  CHECK(cleaned.eindigt_eerder == Lines{3});
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
  const std::vector set{held(1), held(2), held(3), held(4), own};
  const std::vector<Oudenamen> eerder{{1, {{p(1), 1, 0}, {p(2), 9, 1}, {p(9), 1, 2}}, {p(3)}}};
  const auto verschil = compare(set, {row(11, 7), row(12, 8), row(20)}, {p(13)}, rules, eerder);
  CHECK(verschil.nieuw == 0);
  CHECK(verschil.ongewijzigd == 2);
  CHECK(verschil.gewijzigd == 1);
  CHECK(verschil.beeindigd == 1);
  CHECK(verschil.niet_beeindigd == 1);
  CHECK(verschil.schrijf == Lines{0, 1});
  CHECK(verschil.verwijder == std::vector{p(1), p(2), p(4)});
  CHECK(verschil.blik.voor == all_moments(5));
  CHECK(verschil.blik.kwijt == all_moments(1));
  const Setregel stays{p(3), 1, kNu, kGeenEinddatum, kVorige, 1};
  const Setregel first{p(11), 7, kNu, kGeenEinddatum, kNetBevestigd, 2};
  const Setregel second{p(12), 8, kNu, kGeenEinddatum, kNetBevestigd, 2};
  CHECK(verschil.nieuwe_set == std::vector{stays, first, second, own});
}

TEST_CASE("a file against what is registered gives new, changed, unchanged and ended") {
  const auto verschil = compare({held(1), held(2), held(3)}, {row(2), row(3, 9), row(4)}, {}, kRegels);
  CHECK(verschil.nieuw == 1);
  CHECK(verschil.gewijzigd == 1);
  CHECK(verschil.ongewijzigd == 1);
  CHECK(verschil.verwijder == std::vector{p(1)});
  CHECK(verschil.nieuwe_set == std::vector{held(2), written(3, 9), written(4)});
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
  CHECK(verschil.nieuwe_set == std::vector{Setregel{p(1), 1, kNu, kGeenEinddatum, kVorige}, held(2)});
}

TEST_CASE("a registration that stays unconfirmed again keeps the peildatum of its last confirmation") {
  const Setregel unconfirmed{p(1), 1, kEerder, kGeenEinddatum, kVorige - 7};
  const auto verschil = compare({unconfirmed}, {}, {p(1)}, kRegels);
  CHECK(verschil.behoud.empty());
  CHECK(verschil.nieuwe_set == std::vector{unconfirmed});
}

TEST_CASE("a good row confirms again what stayed unconfirmed, also when it says the same") {
  const auto verschil = compare({Setregel{p(1), 1, kEerder, kGeenEinddatum, kVorige}}, {row(1)}, {}, kRegels);
  CHECK(verschil.ongewijzigd == 1);
  CHECK(verschil.schrijf == std::vector<std::uint32_t>{0});
  CHECK(verschil.nieuwe_set == std::vector{written(1)});
}

TEST_CASE("a file that ends nobody does not do so by an end date either") {
  auto ending = row(1, 9);
  ending.einddatum = kVandaag + 3;
  auto until = held(2);
  until.einddatum = kVandaag + 3;
  auto longer = row(2, 9);
  longer.einddatum = kVandaag + 30;
  auto added = row(3);
  added.einddatum = kVandaag;
  const auto verschil = compare({held(1), until}, {ending, longer, added}, {}, kOnleesbaar);
  CHECK(verschil.ongewijzigd == 1);
  CHECK(verschil.niet_beeindigd == 1);
  CHECK(verschil.gewijzigd == 1);
  CHECK(verschil.nieuw == 1);
  REQUIRE(verschil.nieuwe_set.size() == 3);
  CHECK(verschil.nieuwe_set[0] == Setregel{p(1), 1, kNu, kGeenEinddatum, kVorige});
  CHECK(verschil.nieuwe_set[1].einddatum == kVandaag + 30);
  CHECK(verschil.schrijf == Lines{1, 2});
  CHECK(verschil.blik.kwijt == all_moments(0));
  CHECK(compare({held(1)}, {ending}, {p(2)}, kRegels).nieuwe_set[0].einddatum == kVandaag + 3);
}

TEST_CASE("neither does it by an end date of who is registered under an older key") {
  auto rules = kOnleesbaar;
  rules.sleutel = 2;
  auto ending = row(11, 7);
  ending.einddatum = kVandaag + 3;
  const auto verschil =
      compare({held(1), held(2)}, {ending, row(12, 8)}, {}, rules, {{1, {{p(1), 9, 0}, {p(2), 1, 1}}, {}}});
  CHECK(verschil.ongewijzigd == 2);
  CHECK(verschil.niet_beeindigd == 1);
  CHECK(verschil.verwijder == std::vector{p(2)});
  const Setregel stays{p(1), 1, kNu, kGeenEinddatum, kVorige, 1};
  const Setregel renamed{p(12), 8, kNu, kGeenEinddatum, kNetBevestigd, 2};
  CHECK(verschil.nieuwe_set == std::vector{stays, renamed});
}

TEST_CASE("a good row beats a faulty one of the same person") {
  const auto verschil = compare({held(1)}, {row(1, 9)}, {p(1)}, kRegels);
  CHECK(verschil.gewijzigd == 1);
  CHECK(verschil.niet_beeindigd == 0);
}

TEST_CASE("a faulty row of somebody who is not registered registers nobody") {
  const auto verschil = compare({}, {}, {p(1)}, kRegels);
  CHECK(verschil.nieuwe_set.empty());
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
  const auto blik = compare({ended, last_day, held(3)}, {ends}, {}, kRegels).blik;
  CHECK(blik.voor.front() == 2);
  CHECK(blik.na == all_moments(0));
  CHECK(blik.kwijt.front() == 2);
}

TEST_CASE("of each moment of the week is counted who is in force by the old and by the new end dates") {
  const auto ends_on = [](unsigned char person, std::int32_t days) {
    auto ends = row(person);
    ends.einddatum = kVandaag + days;
    return ends;
  };
  auto old = held(3);
  old.einddatum = kVandaag + 3;
  const auto blik = compare({held(1), held(2), old}, {ends_on(1, 0), ends_on(2, 7), ends_on(3, 3)}, {}, kRegels).blik;
  CHECK(blik.voor == Telling{3, 3, 3, 3, 2, 2, 2, 2, 2});
  CHECK(blik.na == Telling{3, 2, 2, 2, 1, 1, 1, 1, 0});
  CHECK(blik.kwijt == Telling{0, 1, 1, 1, 1, 1, 1, 1, 2});
  CHECK(compare({held(1)}, {ends_on(1, 8)}, {}, kRegels).blik.kwijt == all_moments(0));
}

TEST_CASE("an end date that is put off is no loss, and a person who comes takes nobody's place") {
  auto old = held(1);
  old.einddatum = kVandaag + 2;
  const auto blik = compare({old, held(2)}, {row(1), row(3)}, {}, kRegels).blik;
  CHECK(blik.voor == Telling{2, 2, 2, 1, 1, 1, 1, 1, 1});
  CHECK(blik.na == all_moments(2));
  CHECK(blik.kwijt == all_moments(1));
}

TEST_CASE("who of an earlier set is still in force is told across two later files, and under another key") {
  const std::vector first{held(1), held(2), held(3), held(4)};
  auto rules = kRegels;
  rules.sleutel = 2;
  // Person 1 is row 11 of the file, 2 stays for a faulty row, 3 went with the file between.
  const std::vector between{held(1), held(2), held(4)};
  const std::vector<Oudenamen> eerder{{1, {{p(1), 1, 0}}, {p(2), p(3)}}};
  const std::vector rijen{row(11)};
  const auto verschil = compare(between, rijen, {p(12), p(13)}, rules, eerder);
  const auto blik = outlook(first, verschil.nieuwe_set, rijen, rules, eerder);
  CHECK(blik.voor == all_moments(4));
  CHECK(blik.na == all_moments(2));
  CHECK(blik.kwijt == all_moments(2));
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
  CHECK(verschil.nieuwe_set ==
        std::vector{then[0], Setregel{p(2), 1, kNu}, Setregel{p(3), 1, kNu, kGeenEinddatum, kVorige}});
  CHECK(restore(then, then, kRegels).empty());
}

TEST_CASE("the way back leaves nobody only where that can be told: not of persons whose names changed since") {
  const std::vector then{Setregel{p(1), 1, 1}, Setregel{p(2), 1, 1}};
  const std::vector others{Setregel{p(3), 1, 3}, Setregel{p(4), 1, 3}};
  CHECK(leaves_nobody(restore(others, then, kRegels)));
  auto renamed = others;
  for (auto& regel : renamed) regel.sleutel = 2;
  const auto verschil = restore(renamed, then, kRegels);
  CHECK_FALSE(leaves_nobody(verschil));
  CHECK(verschil.beeindigd == 2);
  CHECK(leaves_nobody(restore(renamed, {}, kRegels)));
}

TEST_CASE("an end date of the coming week does not pass while the file may put it off unread") {
  const auto ends = [](unsigned char person, std::int32_t day) {
    Setregel regel = held(person);
    regel.einddatum = day;
    return regel;
  };
  const auto beyond = kVandaag + static_cast<std::int32_t>(kMomenten);
  const std::vector set{ends(1, kVandaag - 1), ends(2, kVandaag), ends(3, beyond - 1), ends(4, beyond)};
  const auto verschil = compare(set, {}, {}, kOnleesbaar);
  const auto& na = verschil.nieuwe_set;
  REQUIRE(na.size() == 4);
  CHECK(na[0].einddatum == kVandaag - 1);
  CHECK((na[1].einddatum == beyond && na[2].einddatum == beyond && na[3].einddatum == beyond));
  CHECK(na[1].digest != set[1].digest);
  CHECK(verschil.blik.kwijt == all_moments(0));
  const auto again = compare(na, {}, {}, Vergelijkregels{kVandaag + 1, kVandaag, true, kNu + 1});
  CHECK(again.nieuwe_set[1].einddatum == beyond + 1);
}

TEST_CASE("an end date that a file in doubt put off is no loss when the next file has it again") {
  Setregel ends = held(1);
  ends.einddatum = kVandaag + 3;
  const auto waiting = compare({ends, held(2)}, {}, {}, kOnleesbaar).nieuwe_set;
  auto good = row(1);
  good.einddatum = kVandaag + 3;
  const auto blik = compare(waiting, {good, row(2)}, {}, kRegels).blik;
  CHECK(blik.kwijt == all_moments(0));
  CHECK(compare(waiting, {row(2)}, {}, kRegels).blik.kwijt.front() == 1);
}

TEST_CASE("a good row ends nobody earlier who stands on a refused row too") {
  auto rij = row(1, 2);
  rij.einddatum = kVandaag;
  const auto verschil = compare({held(1)}, {rij}, {p(1)}, kRegels);
  CHECK(verschil.nieuwe_set.front().einddatum == kGeenEinddatum);
  CHECK(verschil.niet_beeindigd == 1);
  CHECK(compare({held(1)}, {rij}, {p(2)}, kRegels).nieuwe_set.front().einddatum == kVandaag);
}

TEST_CASE("who ends because the end date passed is counted apart") {
  auto over = held(1);
  over.einddatum = kVandaag - 1;
  const auto verschil = compare({over, held(2)}, {}, {}, kRegels);
  CHECK(verschil.beeindigd == 2);
  CHECK(verschil.verlopen == 1);
}
