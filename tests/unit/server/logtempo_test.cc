#include "server/log/logtempo.h"

#include <catch2/catch.hpp>

using std::chrono::seconds;
using vish::server::Logtempo;

TEST_CASE("the first line of a kind is written, and then once a minute how many more there were") {
  Logtempo tempo;
  const auto begin = Logtempo::Clock::now();
  CHECK(tempo.admit("vol", begin));
  CHECK(tempo.admit("handdruk", begin));
  for (int i = 0; i < 5000; ++i) CHECK_FALSE(tempo.admit("vol", begin + seconds(i % 59)));
  CHECK(tempo.take_due(begin + seconds(59)).empty());
  const auto due = tempo.take_due(begin + seconds(60));
  REQUIRE(due.size() == 1);
  CHECK(due[0].kind == "vol");
  CHECK(due[0].lines == 5000);
  CHECK_FALSE(tempo.admit("vol", begin + seconds(61)));
  CHECK(tempo.take_due(begin + seconds(119)).empty());
  CHECK(tempo.take_due(begin + seconds(120)).at(0).lines == 1);
}

TEST_CASE("a kind that was quiet for a minute is written at once again") {
  Logtempo tempo;
  const auto begin = Logtempo::Clock::now();
  CHECK(tempo.admit("vol", begin));
  CHECK(tempo.take_due(begin + seconds(60)).empty());
  CHECK(tempo.admit("vol", begin + seconds(61)));
  CHECK_FALSE(tempo.admit("vol", begin + seconds(62)));
}

TEST_CASE("kinds beyond a bound are not told apart, and none is lost") {
  Logtempo tempo;
  const auto begin = Logtempo::Clock::now();
  std::uint64_t written = 0;
  for (int i = 0; i < 5000; ++i) written += tempo.admit("soort " + std::to_string(i), begin) ? 1 : 0;
  CHECK(written == Logtempo::kMostKinds);
  const auto due = tempo.take_due(begin + Logtempo::kInterval);
  REQUIRE(due.size() == 1);
  CHECK(due[0].kind == Logtempo::kOther);
  CHECK(due[0].lines == 5000 - written);
}
