#include "proto/bsn.h"

#include <catch2/catch.hpp>

using vish::proto::Bsn;
using vish::proto::BsnError;

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
