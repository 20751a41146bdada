#include "server/scheduling/turns.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <catch2/catch.hpp>
#include <string>
#include <utility>

using namespace vish::server;

namespace {

/// Takes a step for each letter, who each want one at once; the letters in the
/// order in which they had it.
class Steps {
 public:
  std::string take(const std::string& who) {
    for (const char each : who) asio::co_spawn(context_, step(each), asio::detached);
    context_.run();
    context_.restart();
    return std::exchange(taken_, "");
  }

  /// Runs over and over beside the steps, and counts.
  void go_on_beside(int times) {
    if (times == 0) return;
    ++beside_;
    asio::post(context_, [this, times] { go_on_beside(times - 1); });
  }
  int beside() const { return beside_; }

 private:
  Awaitable<void> step(char who) {
    co_await turns_.next(std::string(1, who));
    taken_ += who;
    if (who == 'z') taken_ += std::to_string(beside_);
  }

  asio::io_context context_{1};
  Turns turns_{context_};
  std::string taken_;
  int beside_ = 0;
};

}  // namespace

TEST_CASE("steps are taken in turn by those who want one, however many one of them wants") {
  Steps steps;
  CHECK(steps.take("aaaaabbc") == "abcabaaa");
  CHECK(steps.take("ca") == "ca");
}

TEST_CASE("between two steps all else that is ready has run") {
  Steps steps;
  steps.go_on_beside(10);
  const auto taken = steps.take("zzz");
  REQUIRE(taken.size() == 6);
  CHECK(taken[1] < taken[3]);
  CHECK(taken[3] < taken[5]);
  CHECK(steps.beside() == 10);
}
