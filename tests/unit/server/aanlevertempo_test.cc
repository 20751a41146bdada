#include "server/usage/aanlevertempo.h"

#include <catch2/catch.hpp>

namespace vish::server {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

const Aanlevertempo::Clock::time_point kTempoBegin{std::chrono::hours(1)};

TEST_CASE("so many reports may come at once, then one each time that one's share of the hour has passed") {
  Aanlevertempo tempo;
  for (int i = 0; i < 60; ++i) {
    CHECK_FALSE(tempo.wait("A", 60, kTempoBegin));
    tempo.left_report("A", 60, kTempoBegin);
  }
  CHECK(tempo.wait("A", 60, kTempoBegin) == seconds(60));
  CHECK_FALSE(tempo.wait("B", 60, kTempoBegin));
  CHECK_FALSE(tempo.wait("A", 0, kTempoBegin));
  CHECK_FALSE(tempo.wait("A", 60, kTempoBegin + minutes(1)));
  tempo.left_report("A", 60, kTempoBegin + minutes(1));
  CHECK(tempo.wait("A", 60, kTempoBegin + minutes(1)));
  for (int i = 0; i < 60; ++i) tempo.left_report("A", 60, kTempoBegin + minutes(120));
  CHECK(tempo.wait("A", 60, kTempoBegin + minutes(120)));
}

}  // namespace
}  // namespace vish::server
