#include "app/gate.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <catch2/catch.hpp>
#include <list>
#include <vector>

namespace vish::server {
namespace {

/// Everyone who came, in the order in which it was decided: turned away is negative.
class Visitors {
 public:
  explicit Visitors(Gate& gate) : gate_(gate) {}

  void come(int who, std::chrono::seconds patience = std::chrono::seconds(60)) {
    asio::co_spawn(context_, enter(who, patience), asio::detached);
    settle();
  }
  void first_leaves() {
    inside_.pop_front();
    settle();
  }
  std::vector<int> decided;

 private:
  void settle() {
    context_.restart();
    context_.poll();
  }

  Awaitable<void> enter(int who, std::chrono::seconds patience) {
    auto pass = co_await gate_.enter(patience);
    decided.push_back(pass ? who : -who);
    if (pass) inside_.push_back(std::move(*pass));
  }

  Gate& gate_;
  asio::io_context context_{1};
  std::list<Gate::Pass> inside_;
};

}  // namespace

TEST_CASE("who finds the gate full waits in line for the next place, and beyond the line is turned away") {
  Gate gate(1, 2);
  Visitors visitors(gate);
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
  Gate gate(1, 2);
  Visitors visitors(gate);
  visitors.come(1);
  visitors.come(2, std::chrono::seconds(0));
  CHECK(visitors.decided == std::vector{1, -2});
  visitors.come(3);
  visitors.first_leaves();
  CHECK(visitors.decided == std::vector{1, -2, 3});
}

}  // namespace vish::server
