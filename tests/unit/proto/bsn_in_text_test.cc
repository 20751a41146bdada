#include "proto/terms/bsn_in_text.h"

#include <catch2/catch.hpp>
#include <string>

using vish::proto::Bsn;
using vish::proto::holds_bsn;
using vish::proto::holds_possible_bsn;
using vish::proto::possible_bsns;

namespace {

const Bsn kWrittenBsn = *Bsn::parse("999990408");

/// Every way to write 999990408 that shows its digits in order.
const std::vector<std::string> kWritten{
    "999990408",
    "dossier 9999.90.408",
    "999 990 408",
    "999a990b408",
    "9-9-9-9-9-0-4-0-8",
    "\uFF19\uFF19\uFF19\uFF19\uFF19\uFF10\uFF14\uFF10\uFF18",
    "\u0669\u0669\u0669\u0669\u0669\u0660\u0664\u0660\u0668",
    "\u2079\u2079\u2079\u2079\u2079\u2070\u2074\u2070\u2078",
    "\u2468\u2468\u2468\u2468\u2468\u24ea\u2463\u24ea\u2467",
    "99999\u200B0408",
    "9999\u202E90408",
    "SHV999990408-A",
};

}  // namespace

TEST_CASE("A BSN is found in a text whatever stands between its digits, and in any script") {
  const auto text = GENERATE(from_range(kWritten));
  CAPTURE(text);
  CHECK(holds_bsn(text, kWrittenBsn));
  CHECK(holds_possible_bsn(text));
  const auto found = possible_bsns(text);
  REQUIRE(found.all.size() == 1);
  CHECK(found.all.front() == kWrittenBsn);
  CHECK(found.alone);
}

TEST_CASE("Nine digits within a longer number may be a BSN but do not stand alone") {
  const auto found = possible_bsns("7999990408");
  REQUIRE_FALSE(found.all.empty());
  CHECK(found.all.back() == kWrittenBsn);
  CHECK_FALSE(found.alone);
}

TEST_CASE("Digits of which the groups do not make nine are no BSN") {
  const std::string text = GENERATE("", "2026-004711", "SHV-00009921", "99999040 81", "99999040", "999990409",
                                    "\u0416\u0443\u043A-00009921");
  CHECK_FALSE(holds_possible_bsn(text));
  CHECK(possible_bsns(text).all.empty());
}

TEST_CASE("Eight digits by themselves may be a BSN that lost its zero") {
  for (const std::string text : {"00009921", "0000.99.21", "00009921\u0301"}) {
    CAPTURE(text);
    REQUIRE(holds_possible_bsn(text));
    const auto found = possible_bsns(text);
    REQUIRE(found.all.size() == 1);
    CHECK(found.all.front().digits() == "000009921");
    CHECK_FALSE(found.alone);
  }
}

TEST_CASE("A group of eight digits may be a BSN that lost its zero, whatever stands beside it") {
  const std::string text = GENERATE("partner 12345623", "BSN:12345623", "12345623/2026", "2026-12345623", "12345623.0");
  CAPTURE(text);
  REQUIRE(holds_possible_bsn(text));
  const auto found = possible_bsns(text);
  REQUIRE(found.all.size() == 1);
  CHECK(found.all.front().digits() == "012345623");
  CHECK_FALSE(found.alone);
}

TEST_CASE("A text of any length and any bytes is looked through") {
  const std::string digits(500, '9');
  CHECK(possible_bsns(digits).all.size() <= 64);
  CHECK_FALSE(possible_bsns("\xFF\xFE" + std::string(3, '\xC3')).alone);
}
