#include "server/usage/weigeringsboek.h"

#include <catch2/catch.hpp>

namespace vish::server {
namespace {

using proto::Foutcode;
using std::chrono::seconds;

const Weigeringsboek::Clock::time_point kBoekBegin{std::chrono::hours(1)};
constexpr auto kOwn = Weigeringsboek::kEigenRegels;

std::uint64_t own_lines(Weigeringsboek& boek, const std::string& partij, int count,
                        Weigeringsboek::Clock::time_point now) {
  std::uint64_t own = 0;
  for (int i = 0; i < count; ++i) own += boek.add(partij, Foutcode::geenToegang, now) ? 1 : 0;
  return own;
}

TEST_CASE("the first refusals of a party in a minute get a line each, the others one together") {
  Weigeringsboek boek;
  CHECK(own_lines(boek, "a", 1000, kBoekBegin) == kOwn);
  CHECK_FALSE(boek.add("a", Foutcode::ongeldigeInvoer, kBoekBegin + seconds(1)));
  CHECK(own_lines(boek, "b", 1, kBoekBegin) == 1);
  CHECK(boek.take_due(kBoekBegin + seconds(59)).empty());
  const auto due = boek.take_due(kBoekBegin + seconds(60));
  REQUIRE(due.size() == 2);
  CHECK((due[0].partij == "a" && due[0].reden == Foutcode::ongeldigeInvoer && due[0].aantal == 1));
  CHECK((due[1].partij == "a" && due[1].reden == Foutcode::geenToegang && due[1].aantal == 1000 - kOwn));
  CHECK(boek.take_due(kBoekBegin + seconds(120)).empty());
}

TEST_CASE("each minute begins anew") {
  Weigeringsboek boek;
  CHECK(own_lines(boek, "a", 20, kBoekBegin) == kOwn);
  CHECK(own_lines(boek, "a", 20, kBoekBegin + seconds(60)) == kOwn);
  const auto due = boek.take_due(kBoekBegin + seconds(60));
  REQUIRE(due.size() == 1);
  CHECK(due[0].aantal == 40 - 2 * kOwn);
}

TEST_CASE("what could not be written is due again, with what came meanwhile") {
  Weigeringsboek boek;
  own_lines(boek, "a", 20, kBoekBegin);
  const auto due = boek.take_due(kBoekBegin + seconds(60));
  boek.put_back(due);
  boek.add("a", Foutcode::geenToegang, kBoekBegin + seconds(61));
  const auto again = boek.take_due(kBoekBegin + seconds(62));
  REQUIRE(again.size() == 1);
  CHECK(again[0].aantal == due[0].aantal);
}

}  // namespace
}  // namespace vish::server
