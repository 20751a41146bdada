#include "server/jobs/recurring.h"

#include <catch2/catch.hpp>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <string>

namespace vish::server {
namespace {

using namespace std::chrono_literals;

/// Counts, and waits for a count.
class Tally {
 public:
  int add() {
    const std::lock_guard lock(mutex_);
    changed_.notify_all();
    return ++count_;
  }
  bool reaches(int count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, 60s, [&] { return count_ >= count; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int count_ = 0;
};

TEST_CASE("recurring work is done at once, and again after each interval") {
  asio::thread_pool pool(2);
  Tally done;
  Recurring recurring(
      pool, 1ms, [&] { done.add(); }, [](std::string_view) {});
  recurring.start();
  CHECK(done.reaches(3));
  recurring.stop();
  pool.join();
}

TEST_CASE("recurring work that fails is told of and done again") {
  asio::thread_pool pool(1);
  Tally done;
  std::string told;
  Recurring recurring(
      pool, 1ms,
      [&] {
        if (done.add() == 1) throw std::runtime_error("de schijf is vol");
      },
      [&](std::string_view what) { told = what; });
  recurring.start();
  CHECK(done.reaches(2));
  recurring.stop();
  pool.join();
  CHECK(told == "de schijf is vol");
}

TEST_CASE("stopping does not wait for the interval, and lets work under way end") {
  asio::thread_pool pool(2);
  Tally begun;
  Tally may_end;
  bool ended = false;
  Recurring recurring(
      pool, 24h,
      [&] {
        begun.add();
        may_end.reaches(1);
        ended = true;
      },
      [](std::string_view) {});
  recurring.start();
  REQUIRE(begun.reaches(1));
  recurring.stop();
  recurring.stop();
  may_end.add();
  pool.join();
  CHECK(ended);
}

TEST_CASE("recurring work that was never started keeps no pool from ending") {
  asio::thread_pool pool(1);
  {
    const Recurring never(
        pool, 24h, [] { FAIL("was not started"); }, [](std::string_view) {});
  }
  {
    Recurring gone(
        pool, 24h, [] {}, [](std::string_view) {});
    gone.start();
  }
  pool.join();
}

}  // namespace
}  // namespace vish::server
