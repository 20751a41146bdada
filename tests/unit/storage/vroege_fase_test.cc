#include <catch2/catch.hpp>

#include "proto/terms/bevindingcode.h"
#include "support/opslag.h"

// Persons who are registered and come back in a phase before the admission decision.

using namespace vish::test;
using vish::storage::Leveruitkomst;

namespace {

/// The first so many of twenty-five in intake, the others as they were.
std::vector<Regel> sent_back(std::size_t count) {
  std::vector<Regel> regels;
  for (std::size_t i = 0; i < 25; ++i) {
    regels.push_back(regel(kDertig[i]));
    if (i < count) regels.back().fase = "intake";
  }
  return regels;
}

std::uint64_t told(const vish::proto::Aanleverrapport& rapport) {
  const auto found = rapport.bevindingen_per_code.find(vish::proto::Bevindingcode::vroege_fase);
  return found == rapport.bevindingen_per_code.end() ? 0 : found->second;
}

}  // namespace

TEST_CASE("who is registered and comes back in an early phase ends with a finding on the row") {
  Opslag opslag;
  opslag.add_in_productie();
  need(opslag.deliver(dag(2), dagbestand(sent_back(0))));
  const auto rapport = need(opslag.deliver(dag(3), dagbestand(sent_back(2)))).rapport;
  CHECK(rapport.aantallen.beeindigd == 2);
  CHECK(rapport.aantallen.overgeslagen == 2);
  CHECK(told(rapport) == 2);
  CHECK(rapport.bevindingen.back().regel == 3);
  CHECK(rapport.bevindingen.back().kolom == "fase");
  CHECK(told(need(opslag.deliver(dag(4), dagbestand(sent_back(2)))).rapport) == 0);
}

TEST_CASE("who is not registered, has ended, or has another row that counts is not told of") {
  Opslag opslag;
  opslag.add_in_productie();
  auto regels = sent_back(1);
  regels[1].einddatum = dag(29).text();
  CHECK(told(need(opslag.deliver(dag(28), dagbestand(regels))).rapport) == 0);
  regels[1] = sent_back(2)[1];
  regels.push_back(regel(kDertig[2]));
  regels[2].fase = "aanmelding";
  const auto rapport = need(opslag.deliver(dag(30), dagbestand(regels))).rapport;
  CHECK(rapport.aantallen.overgeslagen == 3);
  CHECK(told(rapport) == 0);
}

TEST_CASE("too many who come back in an early phase are held") {
  Opslag opslag;
  opslag.add_in_productie();
  need(opslag.deliver(dag(2), dagbestand(sent_back(0))));
  const auto held = need(opslag.deliver(dag(3), dagbestand(sent_back(11))));
  CHECK(held.uitkomst == Leveruitkomst::vastgehouden);
  CHECK(told(held.rapport) == 11);
  CHECK(opslag.count(kDertig) == 25);
}
