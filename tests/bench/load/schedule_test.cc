#include "load/schedule.h"

#include <catch2/catch.hpp>

namespace vish::load {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
const Schedule::Clock::time_point kBegin{};

}  // namespace

TEST_CASE("Arrivals are evenly spread and do not wait for one another") {
  Schedule schedule(kBegin, 4, seconds(0), seconds(2));
  for (int i = 0; i < 8; ++i) {
    const auto arrival = schedule.next();
    REQUIRE(arrival);
    CHECK(arrival->due - kBegin == milliseconds(250 * i));
    CHECK(arrival->measured);
  }
  CHECK_FALSE(schedule.next());
}

TEST_CASE("What is due during the warm-up is not measured") {
  Schedule schedule(kBegin, 2, seconds(1), seconds(1));
  CHECK_FALSE(schedule.next()->measured);
  CHECK_FALSE(schedule.next()->measured);
  CHECK(schedule.next()->measured);
  CHECK(schedule.next()->measured);
  CHECK_FALSE(schedule.next());
}

TEST_CASE("Arrivals that nobody took are known") {
  Schedule schedule(kBegin, 1000, seconds(1), seconds(2));
  CHECK(schedule.left() == 3000);
  schedule.next();
  CHECK(schedule.left() == 2999);
}

TEST_CASE("A long schedule does not drift") {
  Schedule schedule(kBegin, 3000, seconds(0), seconds(100));
  std::optional<Schedule::Arrival> last;
  while (const auto arrival = schedule.next()) last = arrival;
  REQUIRE(last);
  const auto expected = seconds(100) - std::chrono::nanoseconds(333'333);
  CHECK(std::chrono::abs(last->due - kBegin - expected) < std::chrono::microseconds(1));
}

}  // namespace vish::load
