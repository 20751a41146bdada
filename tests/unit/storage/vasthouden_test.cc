#include <catch2/catch.hpp>

#include "proto/terms/bevindingcode.h"
#include "support/opslag.h"

using namespace vish::test;
using vish::ErrorCode;
using vish::proto::Aanleverstatus;
using vish::proto::Aansluitfase;
using vish::storage::Leveruitkomst;

namespace {

std::vector<vish::proto::Bsn> first_of(std::size_t count) { return {kVeertig.begin(), kVeertig.begin() + count}; }

Aanleverstatus status(Opslag& opslag, const std::string& id) {
  return need(opslag.store->leveringen().find(id)).value().status;
}

/// Everybody registered on day 2, and on day 3 a file that is held.
std::string hold_on_day_three(Opslag& opslag) {
  need(opslag.deliver(dag(2), dagbestand(kVeertig)));
  const auto held = need(opslag.deliver(dag(3), dagbestand(first_of(5))));
  REQUIRE(held.uitkomst == Leveruitkomst::vastgehouden);
  return held.rapport.aanlevering_id;
}

}  // namespace

TEST_CASE("a large loss is held and the old set stays in force, whatever is asked and reopened") {
  Opslag opslag;
  opslag.add_in_productie();
  const auto id = hold_on_day_three(opslag);
  CHECK(opslag.count(kVeertig) == 40);
  const auto again = need(opslag.deliver(dag(3), dagbestand(first_of(5))));
  CHECK(again.uitkomst == Leveruitkomst::vastgehouden);
  CHECK(again.rapport.aanlevering_id == id);
  CHECK(again.rapport.aantallen.beeindigd == 35);
  opslag.reopen();
  CHECK(opslag.count(kVeertig) == 40);
  CHECK(status(opslag, id) == Aanleverstatus::vastgehouden);
}

TEST_CASE("an empty file from a broken export wipes nobody") {
  Opslag opslag;
  opslag.add_in_productie();
  need(opslag.deliver(dag(2), dagbestand(first_of(2))));
  CHECK(need(opslag.deliver(dag(3), dagbestand(first_of(0)))).uitkomst == Leveruitkomst::vastgehouden);
  CHECK(opslag.count(kVeertig) == 2);
}

TEST_CASE("a released delivery becomes true, with the operator's decision in its report") {
  Opslag opslag;
  opslag.add_in_productie();
  const auto id = hold_on_day_three(opslag);
  opslag.reopen();
  const auto rapport = need(opslag.release(id));
  CHECK(rapport.status == Aanleverstatus::verwerkt);
  CHECK(rapport.besluit->door == kEerste);
  CHECK(rapport.besluit->reden == "export was goed");
  CHECK(opslag.count(kVeertig) == 5);
  CHECK(opslag.find(kVeertig[0]).at(0).peildatum == dag(3));
  CHECK(need(opslag.deliver(dag(3), dagbestand(first_of(5)))).uitkomst == Leveruitkomst::herhaald);
  CHECK(opslag.release(id).error().code == ErrorCode::conflict);
}

TEST_CASE("a released delivery keeps what its faulty rows protect") {
  Opslag opslag;
  opslag.add_in_productie();
  need(opslag.deliver(dag(2), dagbestand(kVeertig)));
  std::vector<Regel> regels;
  for (const auto& bsn : first_of(20)) regels.push_back(regel(bsn));
  regels.push_back(foute_regel(kVeertig[39]));
  const auto id = need(opslag.deliver(dag(3), dagbestand(regels))).rapport.aanlevering_id;
  opslag.reopen();
  CHECK(need(opslag.release(id)).aantallen.niet_beeindigd == 1);
  CHECK(opslag.find(kVeertig[39]).at(0).peildatum == dag(2));
  CHECK(opslag.count(kVeertig) == 21);
}

TEST_CASE("a released delivery keeps whoever may have been swallowed, and says so") {
  Opslag opslag;
  opslag.add_in_productie();
  need(opslag.deliver(dag(2), dagbestand(kVeertig)));
  std::vector<Regel> regels;
  for (const auto& bsn : personen(150)) regels.push_back(regel(bsn));
  regels[0].kenmerk = "\"a";
  regels[1].kenmerk = "b\"";
  const auto held = need(opslag.deliver(dag(3), dagbestand(regels)));
  REQUIRE(held.uitkomst == Leveruitkomst::vastgehouden);
  const auto id = held.rapport.aanlevering_id;
  opslag.reopen();
  const auto rapport = need(opslag.release(id));
  CHECK(rapport.aantallen.niet_beeindigd == 2);
  CHECK(rapport.reden.value_or("").find("niemand beëindigd") != std::string::npos);
  CHECK(opslag.find(kVeertig[1]).at(0).peildatum == dag(2));
}

TEST_CASE("a rejected delivery changes nothing and its peildatum is free again") {
  Opslag opslag;
  opslag.add_in_productie();
  const auto id = hold_on_day_three(opslag);
  const auto& leveringen = opslag.store->leveringen();
  CHECK(need(leveringen.stands(kCode, dag(3))));
  CHECK(need(opslag.reject(id)).status == Aanleverstatus::afgewezen);
  CHECK_FALSE(need(leveringen.stands(kCode, dag(3))));
  CHECK(need(leveringen.stands(kCode, dag(2))));
  CHECK(opslag.count(kVeertig) == 40);
  CHECK(opslag.reject(id).error().code == ErrorCode::conflict);
  const auto again = need(opslag.deliver(dag(3), dagbestand(first_of(5))));
  CHECK(again.uitkomst == Leveruitkomst::vastgehouden);
  CHECK(again.rapport.aanlevering_id != id);
}

TEST_CASE("a newer delivery takes the place of a held one, also when it is held itself") {
  Opslag opslag;
  opslag.add_in_productie();
  const auto one = hold_on_day_three(opslag);
  const auto two = need(opslag.deliver(dag(4), dagbestand(first_of(6)))).rapport.aanlevering_id;
  CHECK(status(opslag, one) == Aanleverstatus::vervangen);
  CHECK(status(opslag, two) == Aanleverstatus::vastgehouden);
  need(opslag.deliver(dag(5), dagbestand(first_of(39))));
  CHECK(status(opslag, two) == Aanleverstatus::vervangen);
  CHECK(opslag.release(two).error().code == ErrorCode::conflict);
  CHECK(opslag.count(kVeertig) == 39);
}

TEST_CASE("a suspended aansluiting takes no release, but a held delivery can be rejected") {
  Opslag opslag;
  opslag.add_in_productie();
  const auto id = hold_on_day_three(opslag);
  need(opslag.move(Aansluitfase::geschorst));
  CHECK(opslag.release(id).error().code == ErrorCode::conflict);
  CHECK(opslag.count(kVeertig) == 40);
  CHECK(need(opslag.reject(id)).status == Aanleverstatus::afgewezen);
}

TEST_CASE("a delivery that is held when its aansluiting ends is verlopen") {
  Opslag opslag;
  opslag.add_in_productie();
  const auto id = hold_on_day_three(opslag);
  opslag.end();
  CHECK(status(opslag, id) == Aanleverstatus::verlopen);
  CHECK(opslag.release(id).error().code == ErrorCode::conflict);
  CHECK(opslag.reject(id).error().code == ErrorCode::conflict);
}

TEST_CASE("a decision on a delivery that does not exist says so") {
  Opslag opslag;
  CHECK(opslag.release("0199c1f0-0000-7000-8000-000000000001").error().code == ErrorCode::missing);
  CHECK(opslag.reject("").error().code == ErrorCode::missing);
}

namespace {

Regel ending(const vish::proto::Bsn& bsn, int day) {
  auto result = regel(bsn);
  result.einddatum = dag(day).text();
  return result;
}

/// Forty persons, the last eight of whom end on day 32; today is day 30.
std::vector<Regel> eight_end_soon() {
  std::vector<Regel> regels;
  for (std::size_t i = 0; i < kVeertig.size(); ++i)
    regels.push_back(i < 32 ? regel(kVeertig[i]) : ending(kVeertig[i], 32));
  return regels;
}

std::vector<vish::proto::Bsn> last_eight() { return {kVeertig.begin() + 32, kVeertig.end()}; }

/// The file of the next day lacks twelve, is held, and says that of the eight.
std::string hold_with(Opslag& opslag, const std::vector<Regel>& of_the_eight) {
  need(opslag.deliver(dag(28), dagbestand(eight_end_soon())));
  std::vector<Regel> regels;
  for (const auto& bsn : first_of(20)) regels.push_back(regel(bsn));
  regels.insert(regels.end(), of_the_eight.begin(), of_the_eight.end());
  const auto held = need(opslag.deliver(dag(29), dagbestand(regels)));
  REQUIRE(held.uitkomst == Leveruitkomst::vastgehouden);
  return held.rapport.aanlevering_id;
}

std::vector<Regel> all_ending(std::optional<int> day) {
  std::vector<Regel> regels;
  for (const auto& bsn : last_eight()) regels.push_back(day ? ending(bsn, *day) : regel(bsn));
  return regels;
}

}  // namespace

TEST_CASE("an end date of the coming week does not pass while the file that puts it off waits for a decision") {
  for (const std::optional<int> later : {std::optional<int>(), std::optional(400)}) {
    Opslag opslag;
    opslag.add_in_productie();
    const auto id = hold_with(opslag, all_ending(later));
    opslag.reopen();
    CHECK(opslag.count(kVeertig, true, dag(32)) == 40);
    CHECK(opslag.count(last_eight(), true, dag(39)) == 8);
    CHECK(opslag.count(last_eight(), true, dag(40)) == 0);
    const auto levering = opslag.store->stand()->aansluiting(kCode)->levering;
    CHECK(van_kracht(levering, dag(39)) == 40);
    CHECK(van_kracht(levering, dag(40)) == 32);
    CHECK(opslag.find(last_eight()[0]).at(0).peildatum == dag(28));
    CHECK(need(opslag.release(id)).aantallen.gewijzigd == 8);
    CHECK(opslag.count(last_eight(), true, dag(400)) == 8);
  }
}

TEST_CASE("what is held puts an end date off no further than it says, and brings none nearer") {
  Opslag opslag;
  opslag.add_in_productie();
  hold_with(opslag, all_ending(34));
  CHECK(opslag.count(last_eight(), true, dag(34)) == 8);
  CHECK(opslag.count(last_eight(), true, dag(35)) == 0);
  Opslag other;
  other.add_in_productie();
  hold_with(other, all_ending(31));
  CHECK(other.count(last_eight(), true, dag(32)) == 8);
  CHECK(other.count(last_eight(), true, dag(33)) == 0);
}

TEST_CASE("whom a held file leaves out ends as announced, and whom it may name unread does not") {
  Opslag opslag;
  opslag.add_in_productie();
  hold_with(opslag, {});
  CHECK(opslag.count(last_eight(), true, dag(33)) == 0);
  Opslag other;
  other.add_in_productie();
  hold_with(other, {foute_regel(last_eight()[0])});
  CHECK(other.count(last_eight(), true, dag(33)) == 1);
}

TEST_CASE("after a rejection the next file says until when, and what was put off is no change of the file in force") {
  Opslag opslag;
  opslag.add_in_productie();
  need(opslag.reject(hold_with(opslag, all_ending(400))));
  CHECK(opslag.count(last_eight(), true, dag(33)) == 8);
  const auto rapport = need(opslag.deliver(dag(30), dagbestand(eight_end_soon()))).rapport;
  CHECK(rapport.status == Aanleverstatus::verwerkt);
  CHECK(rapport.aantallen.gewijzigd == 8);
  CHECK(opslag.count(kVeertig, true, dag(32)) == 40);
  CHECK(opslag.count(kVeertig, true, dag(33)) == 32);
}

TEST_CASE("what is held under a new index key puts end dates off too") {
  Opslag opslag;
  opslag.add_in_productie();
  need(opslag.deliver(dag(28), dagbestand(eight_end_soon())));
  need(opslag.rotate(vish::storage::Sleutelsoort::index, moment(30)));
  hold_with(opslag, all_ending(400));
  CHECK(opslag.count(kVeertig, true, dag(33)) == 40);
}

TEST_CASE("a correction that takes too many of the file that it corrects is held, whatever there was before it") {
  Opslag opslag;
  opslag.add_in_productie();
  need(opslag.deliver(dag(2), dagbestand(first_of(28))));
  need(opslag.deliver(dag(3), dagbestand(kVeertig)));
  const auto held = need(opslag.deliver(dag(3), dagbestand(first_of(28))));
  CHECK(held.uitkomst == Leveruitkomst::vastgehouden);
  CHECK(held.rapport.reden.value_or("").find("12 van de 40") != std::string::npos);
  CHECK(opslag.count(kVeertig) == 40);
  need(opslag.release(held.rapport.aanlevering_id));
  CHECK(opslag.count(kVeertig) == 28);
}

TEST_CASE("a set that comes back after another is told, though its file has other bytes") {
  Opslag opslag;
  opslag.add_in_productie();
  const auto stamped = [](std::size_t count, const std::string& stamp) {
    std::string text = "bsn;startdatum;fase;gemaakt\r\n";
    for (std::size_t i = 0; i < count; ++i)
      text += std::string(kVeertig[i].digits()) + ";2026-01-05;nazorg;" + stamp + "\r\n";
    return text;
  };
  const auto comes_back = [&](int day, std::size_t count, const std::string& stamp) {
    const auto rapport = need(opslag.deliver(dag(day), stamped(count, stamp))).rapport;
    REQUIRE(rapport.status == Aanleverstatus::verwerkt);
    return rapport.bevindingen_per_code.contains(vish::proto::Bevindingcode::eerder_bestand);
  };
  CHECK_FALSE(comes_back(2, 30, "a"));
  CHECK_FALSE(comes_back(3, 34, "b"));
  CHECK_FALSE(comes_back(4, 34, "c"));
  CHECK_FALSE(comes_back(5, 38, "d"));
  CHECK(comes_back(6, 34, "e"));
  CHECK(comes_back(7, 30, "f"));
  CHECK_FALSE(comes_back(8, 31, "g"));
}
