#include "server/usage/vraagtempo.h"

#include <catch2/catch.hpp>
#include <random>
#include <thread>
#include <vector>

#include "server/usage/dagteller.h"
#include "support/dagbestand.h"

namespace vish::server {
namespace {

using namespace std::chrono_literals;
using test::dag;

const Vraagtempo::Clock::time_point kStart{1000h};

std::size_t taken(Vraagtempo& tempo, Vraagtempo::Clock::time_point at, std::size_t tries, std::uint64_t rate,
                  std::uint64_t burst) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < tries; ++i) count += tempo.take(at, rate, burst) ? 0U : 1U;
  return count;
}

TEST_CASE("after a rest a bevrager may ask so many at once, and then at its pace") {
  Vraagtempo tempo;
  CHECK(taken(tempo, kStart, 100, 10, 5) == 5);
  CHECK(taken(tempo, kStart + 99ms, 100, 10, 5) == 0);
  CHECK(taken(tempo, kStart + 100ms, 100, 10, 5) == 1);
  CHECK(taken(tempo, kStart + 400ms, 100, 10, 5) == 3);
  CHECK(taken(tempo, kStart + 1h, 100, 10, 5) == 5);
}

TEST_CASE("who waits as long as was told gets a place, and not before") {
  Vraagtempo tempo;
  taken(tempo, kStart, 5, 10, 5);
  const auto wait = tempo.take(kStart + 30ms, 10, 5);
  REQUIRE(wait == 70ms);
  CHECK(tempo.take(kStart + 30ms + *wait - 1ns, 10, 5));
  CHECK_FALSE(tempo.take(kStart + 30ms + *wait, 10, 5));
}

TEST_CASE("without a limit every question gets a place") {
  Vraagtempo tempo;
  CHECK(taken(tempo, kStart, 100'000, 0, 1) == 100'000);
}

TEST_CASE("in no stretch of time are more taken than the burst and what the pace adds") {
  std::mt19937 random(GENERATE(take(20, Catch::Generators::random(1, 1'000'000))));
  const auto rate = std::uniform_int_distribution<std::uint64_t>(1, 1000)(random);
  const auto burst = std::uniform_int_distribution<std::uint64_t>(1, 50)(random);
  Vraagtempo tempo;
  std::vector<Vraagtempo::Clock::time_point> places;
  auto now = kStart;
  for (int i = 0; i < 2000; ++i) {
    now += std::chrono::microseconds(std::uniform_int_distribution<int>(0, 3000)(random));
    if (!tempo.take(now, rate, burst)) places.push_back(now);
  }
  const auto token = std::chrono::nanoseconds(1'000'000'000 / rate);
  for (std::size_t first = 0; first + burst < places.size(); ++first) {
    for (std::size_t more = 0; first + burst + more < places.size() && more < 60; ++more) {
      REQUIRE(places[first + burst + more] - places[first] >= token * static_cast<std::int64_t>(more + 1));
    }
  }
}

TEST_CASE("threads that ask at the same moment get no more than one would") {
  Vraagtempo tempo;
  std::atomic<std::size_t> total{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back([&] { total += taken(tempo, kStart, 5000, 1, 777); });
  for (auto& thread : threads) thread.join();
  CHECK(total == 777);
}

TEST_CASE("a day holds exactly its quota, however many threads take from it") {
  Dagteller teller;
  std::atomic<std::uint64_t> persons{0};
  std::vector<std::thread> threads;
  for (std::uint64_t size = 1; size <= 4; ++size) {
    threads.emplace_back([&, size] {
      for (int i = 0; i < 5000; ++i) persons += teller.add(dag(3), size, 10'007) ? size : 0;
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(persons <= 10'007);
  CHECK(teller.count(dag(3)) == persons);
  while (teller.add(dag(3), 1, 10'007)) ++persons;
  CHECK(persons == 10'007);
}

TEST_CASE("a question that does not fit takes nothing, and one that failed gives back") {
  Dagteller teller;
  CHECK(teller.add(dag(3), 90, 100));
  CHECK_FALSE(teller.add(dag(3), 11, 100));
  CHECK(teller.add(dag(3), 10, 100));
  teller.take_back(dag(3), 20);
  CHECK(teller.count(dag(3)) == 80);
}

TEST_CASE("each day counts anew, and a question from before midnight with its own day") {
  Dagteller teller;
  CHECK(teller.add(dag(3), 100, 100));
  CHECK(teller.add(dag(4), 100, 100));
  CHECK_FALSE(teller.add(dag(3), 1, 100));
  teller.take_back(dag(3), 5);
  CHECK(teller.count(dag(3)) == 95);
  CHECK(teller.add(dag(5), 1, 100));
  CHECK(teller.count(dag(5)) == 1);
  teller.take_back(dag(3), 5);
  CHECK(teller.count(dag(5)) == 1);
  CHECK(teller.add(dag(5), 1'000'000, 0));
}

}  // namespace
}  // namespace vish::server
