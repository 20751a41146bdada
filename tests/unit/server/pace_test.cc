#include "server/scheduling/pace.h"

#include <catch2/catch.hpp>

namespace vish::server {
namespace {

using std::chrono::seconds;

constexpr std::uint64_t kDemand = 1000;

TEST_CASE("a body that has sent nothing yet has its grace, which is ten seconds at least") {
  CHECK(Pace(kDemand, seconds(15)).patience() == seconds(15));
  CHECK(Pace(kDemand, seconds(1)).patience() == seconds(10));
}

TEST_CASE("what came fast at first earns no time to stall") {
  Pace pace(kDemand, seconds(10));
  for (int i = 0; i < 30; ++i) pace.came(1'000'000, seconds(1));
  const auto patience = pace.patience();
  CHECK(patience >= seconds(10));
  CHECK(patience <= seconds(11));
  pace.came(0, patience);
  CHECK(pace.patience() <= seconds(1));
}

TEST_CASE("a steady trickle above the pace goes on for ever, one below it does not") {
  Pace good(kDemand, seconds(10));
  Pace slow(kDemand, seconds(10));
  for (int i = 0; i < 100; ++i) {
    good.came(kDemand + 100, seconds(1));
    CHECK(good.patience() >= seconds(1));
    slow.came(kDemand / 2, seconds(1));
  }
  CHECK(slow.patience() == seconds(0));
}

TEST_CASE("bytes in one large piece count for the window that follows them") {
  Pace pace(kDemand, seconds(10));
  pace.came(kDemand * 10, seconds(9));
  CHECK(pace.patience() >= seconds(10));
  pace.came(1, seconds(10));
  CHECK(pace.patience() <= seconds(1));
}

TEST_CASE("without a demand nobody is too slow") { CHECK(Pace(0, seconds(1)).patience() == Pace::Duration::max()); }

}  // namespace
}  // namespace vish::server
