#include "app/bewaartermijn.h"

#include <catch2/catch.hpp>

using vish::proto::parse_tijdstip;
using vish::server::kept_from;

namespace {

std::string kept(const char* nu, std::uint64_t jaren) {
  return vish::proto::to_text(kept_from(*parse_tijdstip(nu), jaren));
}

}  // namespace

TEST_CASE("a day of the log is kept until the same day, so many years later, is over in Amsterdam") {
  CHECK(kept("2031-11-25T22:59:59.999Z", 5) == "2026-11-24T23:00:00.000Z");
  CHECK(kept("2031-11-25T23:00:00.000Z", 5) == "2026-11-25T23:00:00.000Z");
}

TEST_CASE("the term counts by the clock of each side, in summer and winter") {
  CHECK(kept("2031-03-30T10:00:00Z", 5) == "2026-03-29T22:00:00.000Z");
  CHECK(kept("2031-03-29T10:00:00Z", 5) == "2026-03-28T23:00:00.000Z");
}

TEST_CASE("a line of a leap day goes no sooner than the first of March, and the day before one goes in time") {
  CHECK(kept("2029-02-28T12:00:00Z", 5) == "2024-02-27T23:00:00.000Z");
  CHECK(kept("2029-03-01T12:00:00Z", 5) == "2024-02-29T23:00:00.000Z");
  CHECK(kept("2028-02-29T12:00:00Z", 5) == "2023-02-28T23:00:00.000Z");
  CHECK(kept("2028-02-29T12:00:00Z", 4) == "2024-02-28T23:00:00.000Z");
}
