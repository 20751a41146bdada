#include "proto/terms/bsn.h"

#include <catch2/catch.hpp>

using vish::proto::Bsn;
using vish::proto::BsnError;
using vish::proto::holds_some_bsn;

TEST_CASE("A public test number of the BRP is a BSN") {
  for (const auto* text : {"999990408", "999993653", "000009921", "999999321", "999995492"}) {
    INFO(text);
    const auto bsn = Bsn::parse(text);
    REQUIRE(bsn.has_value());
    CHECK(bsn->digits() == text);
  }
}

TEST_CASE("A number with one wrong digit fails the elfproef") {
  for (const auto* text : {"999990409", "999993643", "100009921", "000000000"}) {
    INFO(text);
    REQUIRE(Bsn::parse(text).has_error());
    CHECK(Bsn::parse(text).error() == BsnError::elfproef);
  }
}

TEST_CASE("Anything but nine ASCII digits is no BSN at all") {
  for (const auto* text : {"", "99999040", "0999990408", "99999040a", " 99999040", "-99990408", "9999904\xc2\xb2"}) {
    INFO(text);
    REQUIRE(Bsn::parse(text).has_error());
    CHECK(Bsn::parse(text).error() == BsnError::pattern);
  }
}

TEST_CASE("Only 999990000 to 999999999 are public test numbers") {
  CHECK(Bsn::parse("999990408")->is_public_test_number());
  CHECK_FALSE(Bsn::parse("000009921")->is_public_test_number());
}

TEST_CASE("A BSN in a free text is found, however it is written") {
  for (const auto* text : {"999990019", "over 999990019, zaak 2026-0012", "BSN999990019", "x-999990019-y",
                           "9999.90.019", "999 990 019", "99-99-90-019", "nr. 1 van 9 9 9 9 9 0 0 1 9",
                           "999\xc2\xa0"
                           "990\xc2\xa0"
                           "019",
                           "2026 / 999990019"}) {
    INFO(text);
    CHECK(holds_some_bsn(text));
  }
}

TEST_CASE("Other numbers are no BSN in a free text") {
  // Digits that would pass the elfproef if they were a number of their own.
  for (const auto* text :
       {"", "999990018", "00000099000000001000", "00000099999990019000", "KvK 12345672", "0302860000", "9999900190",
        "0999990019", "9999-90019", "zaak 9999 90019", "25-11-2026 9:30", "999 a 990 a 019", "9999.90-019"}) {
    INFO(text);
    CHECK_FALSE(holds_some_bsn(text));
  }
}
