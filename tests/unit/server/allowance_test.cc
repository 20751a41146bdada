#include "server/usage/allowance.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "base/calendar/clock.h"
#include "support/dagbestand.h"

namespace vish::server {
namespace {

using namespace std::chrono_literals;
using test::dag;

const Gebruiker::Clock::time_point kEersteVraag{1000h};

TEST_CASE("a flood of refusals gets one record a second, in which every one is counted") {
  Weigeringen weigeringen;
  CHECK(weigeringen.add(kEersteVraag) == 1);
  for (int i = 0; i < 500; ++i) CHECK(weigeringen.add(kEersteVraag + 999ms) == 0);
  CHECK(weigeringen.take_due(kEersteVraag + 999ms) == 0);
  CHECK(weigeringen.take_due(kEersteVraag + 1s) == 500);
  CHECK(weigeringen.take_due(kEersteVraag + 3s) == 0);
  CHECK(weigeringen.add(kEersteVraag + 3s) == 1);
  CHECK(weigeringen.total() == 502);
}

TEST_CASE("no refusal is left out or recorded twice, however many threads refuse") {
  Weigeringen weigeringen;
  std::atomic<std::uint64_t> recorded{0};
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&] {
      for (int i = 0; i < 5000; ++i) recorded += weigeringen.add(kEersteVraag + i * 1ms);
    });
  }
  for (auto& thread : threads) thread.join();
  recorded += weigeringen.take_due(kEersteVraag + 1h);
  CHECK(recorded == 20'000);
}

TEST_CASE("who reached the quota is told to wait until midnight in Amsterdam") {
  Gebruiker gebruiker;
  proto::Gebruiksregels regels;
  regels.personen_per_dag = 2;
  const auto ten_to_midnight = amsterdam_moment(dag(5), 23h + 50min);
  CHECK_FALSE(gebruiker.admit_persons(regels, dag(5), ten_to_midnight, 2));
  const auto weigering = gebruiker.admit_persons(regels, dag(5), ten_to_midnight, 1);
  REQUIRE(weigering);
  CHECK(weigering->soort == Weigersoort::dagquotum);
  CHECK(weigering->wacht == 10min);
  CHECK_FALSE(gebruiker.admit_persons(regels, dag(6), ten_to_midnight + 10min, 2));
}

TEST_CASE("on the day that the clock goes back the wait is an hour longer") {
  Gebruiker gebruiker;
  proto::Gebruiksregels regels;
  regels.personen_per_dag = 1;
  const auto sunday = *Datum::parse_iso("2026-10-25");
  const auto weigering = gebruiker.admit_persons(regels, sunday, amsterdam_moment(sunday, 0min), 2);
  REQUIRE(weigering);
  CHECK(weigering->wacht == 25h);
}

TEST_CASE("a pace that is too high is told a wait of at least one second") {
  Gebruiker gebruiker;
  proto::Gebruiksregels regels;
  regels.vragen_per_seconde = 10;
  regels.vragen_ineens = 1;
  CHECK_FALSE(gebruiker.admit_question(regels, kEersteVraag));
  const auto weigering = gebruiker.admit_question(regels, kEersteVraag);
  REQUIRE(weigering);
  CHECK(weigering->soort == Weigersoort::tempo);
  CHECK(weigering->wacht == 1s);
}

TEST_CASE("an alarm blocks on its own day, and only where that is set") {
  Gebruiker gebruiker;
  proto::Gebruiksregels regels;
  const auto midday = amsterdam_moment(dag(5), 12h);
  gebruiker.alarm(dag(5));
  CHECK_FALSE(gebruiker.admit_persons(regels, dag(5), midday, 1));
  regels.blokkeer_bij_alarm = true;
  const auto weigering = gebruiker.admit_persons(regels, dag(5), midday, 1);
  REQUIRE(weigering);
  CHECK(weigering->soort == Weigersoort::alarm);
  CHECK_FALSE(gebruiker.admit_persons(regels, dag(6), midday + 24h, 1));
}

TEST_CASE("persons without an answer do not count, those with one do") {
  Gebruiker gebruiker;
  gebruiker.restore(dag(5), 5);
  const proto::Gebruiksregels regels;
  for (const bool answered : {true, false}) {
    REQUIRE_FALSE(gebruiker.admit_persons(regels, dag(5), amsterdam_moment(dag(5), 12h), 20));
    CountedPersons counted(gebruiker, dag(5), 20);
    if (answered) counted.answered();
  }
  CHECK(gebruiker.personen(dag(5)) == 25);
}

TEST_CASE("every thread finds the same bevrager by the same OIN, also while others are added") {
  Allowance allowance;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&] {
      for (int i = 0; i < 1000; ++i) allowance.of(std::to_string(i)).restore(dag(5), 1);
    });
  }
  for (auto& thread : threads) thread.join();
  std::set<std::string> oins;
  allowance.each([&](const std::string& oin, Gebruiker& gebruiker) {
    CHECK(oins.insert(oin).second);
    CHECK(gebruiker.personen(dag(5)) == 4);
  });
  CHECK(oins.size() == 1000);
}

}  // namespace
}  // namespace vish::server
