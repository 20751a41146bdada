#include "server/usage/leestempo.h"

#include <catch2/catch.hpp>

namespace vish::server {
namespace {

using namespace std::chrono_literals;

const Leestempo::Clock::time_point kStart{1000h};

std::size_t taken(Leestempo& tempo, const std::string& door, Leestempo::Clock::time_point at) {
  std::size_t count = 0;
  for (int i = 0; i < 1'000; ++i) count += tempo.take(door, at) ? 0U : 1U;
  return count;
}

TEST_CASE("an operator may have fifty readings recorded at once, and then five a second") {
  Leestempo tempo;
  CHECK(taken(tempo, "een", kStart) == 50);
  CHECK(taken(tempo, "een", kStart + 1s) == 5);
  CHECK(taken(tempo, "een", kStart + 1h) == 50);
}

TEST_CASE("the readings of one operator leave those of another alone") {
  Leestempo tempo;
  taken(tempo, "een", kStart);
  CHECK(taken(tempo, "twee", kStart) == 50);
}

TEST_CASE("who read too often hears to wait at least a second, and may read again after it") {
  Leestempo tempo;
  taken(tempo, "een", kStart);
  const auto wait = tempo.take("een", kStart);
  REQUIRE(wait == 1s);
  CHECK(!tempo.take("een", kStart + *wait));
}

}  // namespace
}  // namespace vish::server
