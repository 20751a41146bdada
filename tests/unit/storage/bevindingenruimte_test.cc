#include "storage/delivery/bevindingenruimte.h"

#include <catch2/catch.hpp>

#include "support/opslag.h"

using namespace vish::test;
using vish::proto::Aanleverrapport;
using vish::proto::Aanleverstatus;
using vish::storage::kMetBevindingen;

namespace {

/// Every file has another kenmerk, so that each is a correction, and one row
/// that stands twice, which is a finding.
std::string with_finding(int number, std::size_t people = 30) {
  std::vector<Regel> regels;
  for (const auto& bsn : personen(people)) regels.push_back(regel(bsn));
  regels.front().kenmerk = "nummer " + std::to_string(number);
  regels.push_back(regels.back());
  return dagbestand(regels);
}

class Verslagen : public Opslag {
 public:
  Verslagen() { add_in_productie(); }

  Aanleverrapport send(int number, std::size_t people = 30, int day = 2) {
    return need(deliver(dag(day), with_finding(number, people))).rapport;
  }
  Aanleverrapport stored(const Aanleverrapport& rapport) const {
    return need(store->leveringen().find(rapport.aanlevering_id)).value();
  }
  /// Whether it still names the line.
  bool has_findings(const Aanleverrapport& rapport) const {
    const auto now = stored(rapport);
    CHECK(now.bevindingen_per_code == rapport.bevindingen_per_code);
    CHECK(now.aantallen == rapport.aantallen);
    return std::ranges::any_of(now.bevindingen, [](const auto& each) { return each.regel > 0; });
  }
};

}  // namespace

TEST_CASE("of the corrections of one peildatum the newest three keep their findings, and all their counts") {
  Verslagen opslag;
  std::vector<Aanleverrapport> sent;
  for (int i = 0; i < 8; ++i) {
    sent.push_back(opslag.send(i));
    CHECK(opslag.has_findings(sent.back()));
  }
  opslag.reopen();
  for (std::size_t i = 0; i < sent.size(); ++i) {
    CHECK(opslag.has_findings(sent[i]) == (i + kMetBevindingen >= sent.size()));
  }
}

TEST_CASE("a correction leaves the findings of other days and of refused files alone") {
  Verslagen opslag;
  const auto other = opslag.send(0, 30, 1);
  const auto refused = need(opslag.deliver(dag(2), "onleesbaar")).rapport;
  std::vector<Aanleverrapport> sent;
  for (int i = 1; i < 6; ++i) sent.push_back(opslag.send(i));
  CHECK(opslag.has_findings(other));
  CHECK(opslag.stored(refused) == refused);
  CHECK_FALSE(opslag.has_findings(sent.front()));
}

TEST_CASE("what is in force keeps its findings while held files pass it by, and loses them when it is corrected") {
  Verslagen opslag;
  const auto in_force = opslag.send(0);
  std::vector<Aanleverrapport> held;
  for (int i = 1; i < 7; ++i) {
    held.push_back(opslag.send(i, 2));
    REQUIRE(held.back().status == Aanleverstatus::vastgehouden);
  }
  CHECK(opslag.has_findings(in_force));
  CHECK_FALSE(opslag.has_findings(held.front()));
  CHECK(opslag.stored(held.front()).status == Aanleverstatus::vervangen);
  CHECK(opslag.has_findings(held.back()));
  const auto correction = opslag.send(8);
  REQUIRE(correction.status == Aanleverstatus::verwerkt);
  CHECK_FALSE(opslag.has_findings(in_force));
  CHECK(opslag.stored(in_force).status == Aanleverstatus::verwerkt);
  CHECK(opslag.has_findings(held.back()));
}
