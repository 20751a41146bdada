#include "proto/messages/inzage.h"

#include <catch2/catch.hpp>

#include "support/findings.h"

using namespace vish::proto;
using vish::test::findings;

TEST_CASE("an inzage names a person and why") {
  const auto vraag = inzagevraag_from_request(R"({"burgerservicenummer":"999990019","reden":"verzoek 17"})");
  REQUIRE(vraag.has_value());
  CHECK(vraag->burgerservicenummer.digits() == "999990019");
  CHECK(vraag->reden == "verzoek 17");
}

TEST_CASE("the reason of an inzage may not hold the number, however it is written") {
  const auto* const reason = GENERATE("over 999990019", "999.99.00.19", "9 9 9 9 9 0 0 1 9");
  const auto vraag =
      inzagevraag_from_request(std::string(R"({"burgerservicenummer":"999990019","reden":")") + reason + R"("})");
  CHECK(findings(vraag) == "reden value");
}

TEST_CASE("every mistake in an inzage is told at once") {
  CHECK(findings(inzagevraag_from_request(R"({"burgerservicenummer":"999990018","iets":1})")) ==
        "burgerservicenummer elfproef; reden required; iets unknownParam");
}
