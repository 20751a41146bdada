#include "server/rules/leverkalender.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "support/aansluiting_state.h"

namespace vish::server {
namespace {

using namespace test;
using proto::Aanleverstatus;

/// In November 2026 Monday is the 23rd; due at 09:00 by the clock of Amsterdam.
struct Rij {
  storage::AansluitingState state = aansluiting_state("2026-01-05 12:00");
  std::vector<storage::Aanleverkop> koppen;

  void receive(const std::string& clock, const std::string& peildatum,
               Aanleverstatus status = Aanleverstatus::verwerkt) {
    koppen.push_back({at(clock), dag_van(peildatum), status});
  }
  Daguitkomst on(const std::string& dag, const std::string& nu) const {
    return daguitkomst(state.aansluiting, koppen, dag_van(dag), at(nu));
  }
};

TEST_CASE("a due day waits, is late, and in the end got nothing") {
  const Rij rij;
  CHECK(rij.on("2026-11-24", "2026-11-24 08:59") == Daguitkomst::verwacht);
  CHECK(rij.on("2026-11-24", "2026-11-24 09:00") == Daguitkomst::te_laat);
  CHECK(rij.on("2026-11-24", "2026-11-24 17:00") == Daguitkomst::niets_ontvangen);
}

TEST_CASE("what came in time and what came after the hour are told apart") {
  Rij rij;
  rij.receive("2026-11-23 08:59", "2026-11-23");
  rij.receive("2026-11-24 09:01", "2026-11-24");
  CHECK(rij.on("2026-11-23", "2026-11-25 08:00") == Daguitkomst::verwerkt);
  CHECK(rij.on("2026-11-24", "2026-11-25 08:00") == Daguitkomst::na_uur);
}

TEST_CASE("a file of the evening counts for the next due day, over the weekend too") {
  Rij rij;
  rij.receive("2026-11-23 18:00", "2026-11-23");
  rij.receive("2026-11-28 10:00", "2026-11-27");
  CHECK(rij.on("2026-11-23", "2026-11-30 12:00") == Daguitkomst::niets_ontvangen);
  CHECK(rij.on("2026-11-24", "2026-11-30 12:00") == Daguitkomst::verwerkt);
  CHECK(rij.on("2026-11-28", "2026-11-30 12:00") == Daguitkomst::geen_aanleverdag);
  CHECK(rij.on("2026-11-30", "2026-11-30 12:00") == Daguitkomst::verwerkt);
}

TEST_CASE("of several files of a day the best one tells") {
  Rij rij;
  rij.receive("2026-11-24 07:00", "2026-11-24", Aanleverstatus::geweigerd);
  CHECK(rij.on("2026-11-24", "2026-11-24 12:00") == Daguitkomst::geweigerd);
  rij.receive("2026-11-24 07:10", "2026-11-24", Aanleverstatus::vastgehouden);
  CHECK(rij.on("2026-11-24", "2026-11-24 12:00") == Daguitkomst::vastgehouden);
  rij.receive("2026-11-24 07:20", "2026-11-24");
  CHECK(rij.on("2026-11-24", "2026-11-24 12:00") == Daguitkomst::verwerkt);
}

TEST_CASE("what an operator or time undid is not taken for a delivery") {
  for (const auto status : {Aanleverstatus::afgewezen, Aanleverstatus::verlopen, Aanleverstatus::vervangen,
                            Aanleverstatus::teruggedraaid}) {
    Rij rij;
    rij.receive("2026-11-24 07:00", "2026-11-24", status);
    CHECK(rij.on("2026-11-24", "2026-11-24 12:00") == Daguitkomst::niet_doorgevoerd);
  }
}

TEST_CASE("a file that describes an older day than the due day before does not count") {
  Rij rij;
  rij.receive("2026-11-24 07:00", "2026-11-20");
  CHECK(rij.on("2026-11-24", "2026-11-24 12:00") == Daguitkomst::te_laat);
}

TEST_CASE("nothing is due in the weekend, on a holiday, before the phase began or after a suspension") {
  Rij rij;
  CHECK(rij.on("2026-11-22", "2026-11-24 12:00") == Daguitkomst::geen_aanleverdag);
  CHECK(rij.on("2026-12-25", "2026-12-28 12:00") == Daguitkomst::geen_aanleverdag);
  rij.state.aansluiting.fase_sinds = at("2026-11-23 10:00");
  CHECK(rij.on("2026-11-23", "2026-11-24 12:00") == Daguitkomst::nog_niet);
  CHECK(rij.on("2026-11-24", "2026-11-24 12:00") == Daguitkomst::te_laat);
  rij.state.aansluiting.fase = proto::Aansluitfase::geschorst;
  CHECK(rij.on("2026-11-24", "2026-11-24 12:00") == Daguitkomst::nog_niet);
}

}  // namespace
}  // namespace vish::server
