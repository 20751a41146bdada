#include <catch2/catch.hpp>

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
  CHECK(need(opslag.reject(id)).status == Aanleverstatus::afgewezen);
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
