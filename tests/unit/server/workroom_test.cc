#include "server/app/workroom.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <latch>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/message/router.h"

using namespace vish::server;

namespace {

/// Requests whose work waits until it may go on.
class Visitors {
 public:
  explicit Visitors(Workroom& room) : room_(room) {}
  ~Visitors() {
    room_.join();
    context_.run();
  }

  /// Whether there is room.
  bool send(const std::string& who, std::shared_ptr<std::latch> until) {
    const auto before = refused_;
    asio::co_spawn(context_, visit(who, std::move(until)), asio::detached);
    context_.poll();
    context_.restart();
    return refused_ == before;
  }
  bool send(const std::string& who) { return send(who, open()); }
  void wait_for(int done) {
    while (done_ < done) context_.run_one();
    context_.restart();
  }

  static std::shared_ptr<std::latch> closed() { return std::make_shared<std::latch>(1); }
  static std::shared_ptr<std::latch> open() { return std::make_shared<std::latch>(0); }

 private:
  Awaitable<void> visit(std::string who, std::shared_ptr<std::latch> until) {
    const auto work = [until = std::move(until)] {
      until->wait();
      return true;
    };
    try {
      co_await room_.run(std::move(who), work);
      ++done_;
    } catch (const Refusal& refusal) {
      CHECK(refusal.problem.code == vish::proto::Foutcode::nietBeschikbaar);
      ++refused_;
    }
  }

  Workroom& room_;
  asio::io_context context_{1};
  int done_ = 0;
  int refused_ = 0;
};

/// The answer of so many bytes; nothing when there is no room.
std::optional<Response> ask(Workroom& room, std::size_t bytes) {
  asio::io_context context(1);
  std::optional<Response> answer;
  const auto visit = [&]() -> Awaitable<void> {
    const auto work = [bytes] { return json_response(200, std::string(bytes, ' ')); };
    try {
      answer = co_await room.run("gemeente", work);
    } catch (const Refusal&) {
      answer.reset();
    }
  };
  asio::co_spawn(context, visit(), asio::detached);
  context.run();
  return answer;
}

}  // namespace

TEST_CASE("a large answer keeps its place until it is sent, and the room goes on meanwhile") {
  Workroom room(1, {10, 1});
  constexpr std::size_t kLarge = std::size_t{1} << 20U;
  const auto small = ask(room, 10);
  REQUIRE(small);
  auto large = ask(room, kLarge);
  REQUIRE(large);
  CHECK_FALSE(ask(room, 10));
  CHECK(room.goes_on());
  CHECK(room.goes_on());
  large->held.reset();
  CHECK(ask(room, 10));
  room.join();
}

TEST_CASE("who fills the room is turned away, and others still come in") {
  Workroom room(1, {5, 3});
  Visitors visitors(room);
  const auto door = Visitors::closed();
  for (int i = 0; i < 3; ++i) CHECK(visitors.send("auditor", door));
  CHECK_FALSE(visitors.send("auditor", door));
  CHECK(visitors.send("beheerder", door));
  CHECK(visitors.send("privacy", door));
  CHECK_FALSE(visitors.send("beheerder", door));
  door->count_down();
  visitors.wait_for(5);
  CHECK(visitors.send("auditor"));
}

TEST_CASE("a room goes on while a thread is free or work comes to its end, and not when all threads are stuck") {
  Workroom room(2, {10, 10});
  Visitors visitors(room);
  const auto one = Visitors::closed();
  const auto other = Visitors::closed();
  CHECK(room.goes_on());
  visitors.send("a", one);
  CHECK(room.goes_on());
  CHECK(room.goes_on());
  visitors.send("a", other);
  visitors.send("a", other);
  CHECK_FALSE(room.goes_on());
  one->count_down();
  visitors.wait_for(1);
  CHECK(room.goes_on());
  CHECK_FALSE(room.goes_on());
  other->count_down();
  visitors.wait_for(3);
  CHECK(room.goes_on());
}
