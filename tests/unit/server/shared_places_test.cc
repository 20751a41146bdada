#include "server/scheduling/shared_places.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <string>
#include <vector>

using namespace vish::server;

namespace {

/// Takes places and keeps them; notes who was cut off, in order.
struct Hall {
  Hall(SharedPlaces::Bounds bounds, SharedPlaces::WhenFull when_full) : places(bounds, when_full) {}

  bool take(const std::string& who, const std::string& name) {
    auto place = places.take(who, [this, name] { gone.push_back(name); });
    const bool got = place != nullptr;
    if (got) taken.push_back(std::move(place));
    return got;
  }
  bool take(const std::string& who) { return take(who, who); }

  SharedPlaces places;
  std::vector<std::string> gone;
  std::vector<std::unique_ptr<SharedPlaces::Place>> taken;
};

}  // namespace

TEST_CASE("nobody gets more places than its share, and others still get theirs") {
  Hall hall({10, 2}, SharedPlaces::WhenFull::heaviest_goes);
  CHECK((hall.take("a") && hall.take("a")));
  CHECK_FALSE(hall.take("a"));
  CHECK(hall.take("b"));
  CHECK(hall.gone.empty());
  hall.taken.erase(hall.taken.begin());
  CHECK(hall.take("a"));
  CHECK(hall.places.inside() == 3);
}

TEST_CASE("one who has its share takes the place of its own oldest where the oldest goes") {
  Hall hall({10, 2}, SharedPlaces::WhenFull::oldest_goes);
  for (const auto* name : {"first", "second", "third", "fourth"}) CHECK(hall.take("a", name));
  CHECK(hall.gone == std::vector<std::string>{"first", "second"});
  CHECK(hall.places.inside() == 2);
  hall.taken.clear();
  CHECK(hall.places.inside() == 0);
}

TEST_CASE("when all places are taken, one with fewer gets that of whom has the most") {
  Hall hall({4, 4}, SharedPlaces::WhenFull::heaviest_goes);
  for (const auto* name : {"a1", "a2", "a3"}) CHECK(hall.take("a", name));
  CHECK(hall.take("b", "b1"));
  CHECK(hall.take("b", "b2"));
  CHECK(hall.gone == std::vector<std::string>{"a1"});
  CHECK_FALSE(hall.take("b", "b3"));
  CHECK_FALSE(hall.take("a", "a4"));
  CHECK(hall.take("c", "c1"));
  CHECK(hall.gone.size() == 2);
  CHECK(hall.places.inside() == 4);
  CHECK(hall.places.cut_off() == 2);
}

TEST_CASE("where the oldest goes, a stranger gets in though every other has one place") {
  Hall hall({2, 2}, SharedPlaces::WhenFull::oldest_goes);
  for (const auto* name : {"z", "y", "x", "w"}) CHECK(hall.take(name));
  CHECK(hall.gone == std::vector<std::string>{"z", "y"});
}

TEST_CASE("an idle place is cut off before one at work") {
  Hall hall({3, 3}, SharedPlaces::WhenFull::heaviest_goes);
  for (const auto* name : {"a1", "a2", "a3"}) CHECK(hall.take("a", name));
  hall.taken[0]->set_idle(false);
  CHECK(hall.take("b"));
  CHECK(hall.gone == std::vector<std::string>{"a2"});
}

TEST_CASE("one's own place at work stays, and the newcomer goes") {
  Hall hall({2, 2}, SharedPlaces::WhenFull::oldest_goes);
  CHECK((hall.take("a", "a1") && hall.take("a", "a2")));
  for (const auto& place : hall.taken) place->set_idle(false);
  CHECK_FALSE(hall.take("a", "a3"));
  CHECK(hall.gone.empty());
}

TEST_CASE("a crowd that waits for the server gets in, beyond the share of those who let it wait") {
  Hall hall({400, 2}, SharedPlaces::WhenFull::oldest_goes);
  for (int i = 0; i < 400; ++i) {
    CHECK(hall.take("a"));
    hall.taken.back()->set_idle(false);
  }
  CHECK(hall.gone.empty());
  CHECK(hall.take("b", "b1"));
  CHECK(hall.gone == std::vector<std::string>{"a"});
}

TEST_CASE("of a crowd that falls silent only the share stays when the next comes") {
  Hall hall({400, 2}, SharedPlaces::WhenFull::oldest_goes);
  for (int i = 0; i < 5; ++i) {
    CHECK(hall.take("a", "a" + std::to_string(i)));
    hall.taken.back()->set_idle(false);
  }
  for (const auto at : {0U, 1U, 3U, 4U}) hall.taken[at]->set_idle(true);
  CHECK(hall.take("a", "a5"));
  CHECK(hall.gone == std::vector<std::string>{"a0", "a1", "a3"});
  CHECK(hall.places.inside() == 3);
}

TEST_CASE("one who has more than its share makes way for itself when all places are taken") {
  Hall hall({3, 1}, SharedPlaces::WhenFull::oldest_goes);
  for (const auto* name : {"a1", "a2", "a3"}) {
    CHECK(hall.take("a", name));
    hall.taken.back()->set_idle(false);
  }
  CHECK(hall.take("a", "a4"));
  CHECK(hall.gone == std::vector<std::string>{"a1"});
}

TEST_CASE("a place is at work until the moment from which it is idle") {
  Hall hall({3, 1}, SharedPlaces::WhenFull::oldest_goes);
  CHECK(hall.take("a", "a1"));
  hall.taken[0]->set_idle_from(std::chrono::steady_clock::now() + std::chrono::hours(1));
  CHECK(hall.take("a", "a2"));
  CHECK(hall.gone.empty());
  hall.taken[0]->set_idle_from(std::chrono::steady_clock::now());
  CHECK(hall.take("a", "a3"));
  CHECK(hall.gone == std::vector<std::string>{"a1", "a2"});
}

TEST_CASE("where newcomers are refused nobody is cut off, and each has its share until all are taken") {
  Hall hall({4, 3}, SharedPlaces::WhenFull::refuse);
  for (const auto* name : {"a1", "a2", "a3"}) CHECK(hall.take("a", name));
  CHECK_FALSE(hall.take("a"));
  CHECK(hall.take("b"));
  CHECK_FALSE(hall.take("c"));
  CHECK(hall.gone.empty());
  CHECK(hall.places.inside_of("a") == 3);
  CHECK(hall.places.inside_of("c") == 0);
}

TEST_CASE("other bounds count from then on") {
  Hall hall({1, 1}, SharedPlaces::WhenFull::heaviest_goes);
  CHECK(hall.take("a"));
  hall.places.set_bounds({3, 2});
  CHECK(hall.take("a"));
  CHECK_FALSE(hall.take("a"));
}

TEST_CASE("an address of IPv6 counts as its first 64 bits, one of IPv4 as itself however it is written") {
  const auto origin = [](const char* text) { return origin_of(boost::asio::ip::make_address(text)); };
  CHECK(origin("2001:db8:1:2:3:4:5:6") == origin("2001:db8:1:2:ffff::1"));
  CHECK(origin("2001:db8:1:2::1") != origin("2001:db8:1:3::1"));
  CHECK(origin("127.0.0.1") != origin("127.0.0.2"));
  CHECK(origin("::ffff:127.0.0.2") == origin("127.0.0.2"));
}
