#include "server/data/voortgang.h"

#include <catch2/catch.hpp>

namespace vish::server {
namespace {

using std::chrono::seconds;

constexpr std::uint64_t kPace = 1000;
constexpr std::uint64_t kEnough = Voortgang::kUnhurried * kPace;

TEST_CASE("a body is not slow within its first span, however little comes") {
  Voortgang body(kPace, seconds(30));
  for (int i = 0; i < 29; ++i) body.came(kPace, seconds(1));
  CHECK_FALSE(body.slow());
  body.came(kPace, seconds(1));
  CHECK(body.slow());
}

TEST_CASE("ten times the least pace is not slow") {
  Voortgang body(kPace, seconds(30));
  for (int i = 0; i < 200; ++i) {
    body.came(kEnough, seconds(1));
    CHECK_FALSE(body.slow());
  }
}

TEST_CASE("a fast beginning earns no slow end, and a slow beginning is made good") {
  Voortgang body(kPace, seconds(30));
  body.came(1'000'000'000, seconds(30));
  CHECK_FALSE(body.slow());
  body.came(kPace, seconds(40));
  CHECK(body.slow());
  body.came(0, seconds(0));
  CHECK(body.slow());
  for (int i = 0; i < 30; ++i) body.came(kEnough, seconds(1));
  CHECK_FALSE(body.slow());
}

TEST_CASE("where no pace is demanded nothing is slow") {
  Voortgang body(0, seconds(30));
  body.came(0, seconds(300));
  CHECK_FALSE(body.slow());
}

}  // namespace
}  // namespace vish::server
