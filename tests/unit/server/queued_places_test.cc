#include "server/scheduling/queued_places.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <catch2/catch.hpp>
#include <list>
#include <string>
#include <vector>

namespace vish::server {
namespace {

/// Everyone who came, in the order in which it was decided: turned away is negative.
class Visitors {
 public:
  explicit Visitors(QueuedPlaces& places) : places_(places) {}

  /// Each a party of its own, unless one is named.
  void come(int who, std::chrono::seconds patience = std::chrono::seconds(60), const std::string& party = "") {
    asio::co_spawn(context_, enter(who, party.empty() ? std::to_string(who) : party, patience), asio::detached);
    settle();
  }
  void come_of(const std::string& party, int who) { come(who, std::chrono::seconds(60), party); }
  void first_leaves() {
    inside_.pop_front();
    settle();
  }
  /// Whether the one that came in that place, counted from 0, must let go.
  bool yields(std::size_t place) { return std::next(inside_.begin(), static_cast<std::ptrdiff_t>(place))->yield(); }
  void settle() {
    context_.restart();
    context_.poll();
  }
  std::vector<int> decided;

 private:
  Awaitable<void> enter(int who, std::string party, std::chrono::seconds patience) {
    auto place = co_await places_.take(std::move(party), patience);
    decided.push_back(place ? who : -who);
    if (place) inside_.push_back(std::move(*place));
  }

  QueuedPlaces& places_;
  asio::io_context context_{1};
  std::list<QueuedPlaces::Place> inside_;
};

}  // namespace

TEST_CASE("who finds all places taken waits in line for the next place, and beyond the line is turned away") {
  QueuedPlaces places(1, 2);
  Visitors visitors(places);
  for (const int who : {1, 2, 3, 4}) visitors.come(who);
  CHECK(visitors.decided == std::vector{1, -4});
  visitors.first_leaves();
  CHECK(visitors.decided == std::vector{1, -4, 2});
  visitors.come(5);
  visitors.first_leaves();
  visitors.first_leaves();
  CHECK(visitors.decided == std::vector{1, -4, 2, 3, 5});
}

TEST_CASE("who has waited long enough is turned away, and nobody waits for him") {
  QueuedPlaces places(1, 2);
  Visitors visitors(places);
  visitors.come(1);
  visitors.come(2, std::chrono::seconds(0));
  CHECK(visitors.decided == std::vector{1, -2});
  visitors.come(3);
  visitors.first_leaves();
  CHECK(visitors.decided == std::vector{1, -2, 3});
}

TEST_CASE("one party has half of the places and half of the line, and others find room") {
  QueuedPlaces places(4, 4);
  Visitors visitors(places);
  for (const int who : {1, 2, 3, 4, 5}) visitors.come_of("a", who);
  CHECK(visitors.decided == std::vector{1, 2, -5});
  visitors.come_of("b", 6);
  visitors.come_of("b", 7);
  CHECK(visitors.decided == std::vector{1, 2, -5, 6, 7});
}

TEST_CASE("the party with the fewest inside goes first") {
  QueuedPlaces places(4, 10);
  Visitors visitors(places);
  for (const int who : {1, 2, 3}) visitors.come_of("a", who);
  for (const int who : {4, 5, 6}) visitors.come_of("b", who);
  visitors.come_of("c", 7);
  CHECK(visitors.decided == std::vector{1, 2, 4, 5});
  visitors.first_leaves();
  CHECK(visitors.decided == std::vector{1, 2, 4, 5, 7});
  visitors.first_leaves();
  CHECK(visitors.decided == std::vector{1, 2, 4, 5, 7, 3});
}

TEST_CASE("who is inside yields to a party that has nobody there, once for each that waits") {
  QueuedPlaces places(4, 10);
  Visitors visitors(places);
  for (const int who : {1, 2}) visitors.come_of("a", who);
  for (const int who : {3, 4}) visitors.come_of("b", who);
  CHECK_FALSE(visitors.yields(0));
  visitors.come_of("a", 5);
  visitors.come_of("b", 6);
  CHECK_FALSE(visitors.yields(0));
  visitors.come_of("c", 7);
  CHECK(visitors.yields(0));
  CHECK(visitors.yields(0));
  CHECK_FALSE(visitors.yields(1));
  CHECK_FALSE(visitors.yields(2));
  visitors.first_leaves();
  CHECK(visitors.decided == std::vector{1, 2, 3, 4, 7});
  CHECK_FALSE(visitors.yields(0));
  visitors.come_of("c", 8);
  CHECK_FALSE(visitors.yields(0));
  visitors.come_of("d", 9);
  CHECK(visitors.yields(1));
}

TEST_CASE("a party with one inside gets another from one with three, not from one with two") {
  QueuedPlaces places(6, 10);
  Visitors visitors(places);
  for (const int who : {1, 2, 3}) visitors.come_of("a", who);
  for (const int who : {4, 5}) visitors.come_of("b", who);
  visitors.come_of("c", 6);
  visitors.come_of("c", 7);
  CHECK_FALSE(visitors.yields(3));
  CHECK(visitors.yields(0));
  CHECK_FALSE(visitors.yields(1));
}

TEST_CASE("a full line makes room for a party that has fewer in it, at the cost of who came last") {
  QueuedPlaces places(1, 4);
  Visitors visitors(places);
  visitors.come_of("x", 1);
  for (const int who : {2, 3}) visitors.come_of("a", who);
  for (const int who : {4, 5}) visitors.come_of("b", who);
  CHECK(visitors.decided == std::vector{1});
  visitors.come_of("a", 6);
  CHECK(visitors.decided == std::vector{1, -6});
  visitors.come_of("c", 7);
  CHECK(visitors.decided == std::vector{1, -6, -3});
  visitors.come_of("c", 8);
  CHECK(visitors.decided == std::vector{1, -6, -3, -8});
  for (int i = 0; i < 4; ++i) visitors.first_leaves();
  CHECK(visitors.decided == std::vector{1, -6, -3, -8, 2, 4, 5, 7});
}

TEST_CASE("who waits in a line that closes is turned away at once") {
  QueuedPlaces places(1, 2);
  Visitors visitors(places);
  visitors.come(1);
  visitors.come(2);
  places.close();
  visitors.settle();
  visitors.come(3);
  CHECK(visitors.decided == std::vector{1, -2, -3});
}

}  // namespace vish::server
