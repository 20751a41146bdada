#include "load/histogram.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>
#include <vector>

namespace vish::load {

using std::chrono::nanoseconds;

TEST_CASE("An empty histogram has no durations") {
  const Histogram histogram;
  CHECK(histogram.count() == 0);
  CHECK(histogram.quantile(0.99) == nanoseconds(0));
}

TEST_CASE("One duration is every quantile") {
  Histogram histogram;
  histogram.add(nanoseconds(100));
  CHECK(histogram.quantile(0) == nanoseconds(100));
  CHECK(histogram.quantile(0.5) == nanoseconds(100));
  CHECK(histogram.quantile(1) == nanoseconds(100));
}

TEST_CASE("The shortest and the longest duration that exist are counted") {
  Histogram histogram;
  histogram.add(nanoseconds::min());
  histogram.add(nanoseconds::max());
  CHECK(histogram.quantile(0.5) == nanoseconds(0));
  CHECK(histogram.quantile(1) == nanoseconds::max());
}

TEST_CASE("A quantile is never below the exact one and at most 1/64 above it") {
  std::mt19937_64 random(4711);
  std::lognormal_distribution<double> durations(12, 2);
  Histogram histogram;
  std::vector<std::int64_t> sorted(10000);
  for (auto& duration : sorted) {
    duration = static_cast<std::int64_t>(durations(random));
    histogram.add(nanoseconds(duration));
  }
  std::ranges::sort(sorted);
  for (const double share : {0.001, 0.5, 0.9, 0.99, 0.999, 1.0}) {
    const auto exact = sorted.at(static_cast<std::size_t>(std::ceil(share * 10000)) - 1);
    const auto found = histogram.quantile(share).count();
    CHECK(found >= exact);
    CHECK(found - exact <= exact / 64);
  }
}

}  // namespace vish::load
