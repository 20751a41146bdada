#include <catch2/catch.hpp>

#include "proto/registry/parties.h"
#include "support/findings.h"

using namespace vish::proto;
using vish::Datum;
using vish::test::findings;

TEST_CASE("a change needs a reason, and something that changes") {
  CHECK(findings(organisatiewijziging_from_request(R"({"naam":"x"})")) == "reden required");
  CHECK(findings(bevragerwijziging_from_request(R"({"overeenkomstdatum":"2026-01-31"})")) == "reden required");
  CHECK(findings(convenantwijziging_from_request(R"({"naam":"x"})")) == "reden required");
  CHECK(findings(organisatiewijziging_from_request(R"({"reden":"r"})")) == " required");
  CHECK(findings(bevragerwijziging_from_request(R"({"reden":"r"})")) == " required");
  CHECK(findings(convenantwijziging_from_request(R"({"reden":"r"})")) == " required");
}

TEST_CASE("every mistake in a change is told at once") {
  CHECK(findings(organisatiewijziging_from_request(R"({"naam":"","soort":"onzin","iets":1})")) ==
        "reden required; naam minLength; soort value; iets unknownParam");
  CHECK(findings(convenantwijziging_from_request(R"({"reden":"r","kvkNummers":["1"],"einddatum":"morgen"})")) ==
        "kvkNummers[0] pattern; einddatum pattern");
}

TEST_CASE("what a change does not name stays") {
  Convenantpartner partner{.convenantpartner_id = "id",
                           .naam = "Energie",
                           .kvk_nummers = {*KvkNummer::parse("12345678")},
                           .oins = {},
                           .ingangsdatum = *Datum::parse_iso("2026-01-01"),
                           .einddatum = {}};
  const auto before = partner;
  apply(*convenantwijziging_from_request(R"({"reden":"r","einddatum":"2026-12-31"})"), partner);
  CHECK(partner.einddatum == Datum::parse_iso("2026-12-31"));
  partner.einddatum = {};
  CHECK(partner == before);
}

TEST_CASE("a convenantpartner has a number, and ends on or after its first day") {
  Convenantpartner partner{.convenantpartner_id = "id",
                           .naam = "Energie",
                           .kvk_nummers = {},
                           .oins = {},
                           .ingangsdatum = *Datum::parse_iso("2026-01-02"),
                           .einddatum = {}};
  CHECK_FALSE(is_consistent(partner));
  partner.kvk_nummers = {*KvkNummer::parse("12345678")};
  CHECK(is_consistent(partner));
  partner.einddatum = Datum::parse_iso("2026-01-01");
  CHECK_FALSE(is_consistent(partner));
  partner.einddatum = partner.ingangsdatum;
  CHECK(is_consistent(partner));
}
