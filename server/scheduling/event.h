#pragma once

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <chrono>

#include "server/scheduling/asio.h"

namespace vish::server {

/// An event that happens once, for one coroutine that waits for it. It is used on the thread of its executor.
class Event {
  using Clock = std::chrono::steady_clock;

 public:
  explicit Event(const Executor& executor) : timer_(executor, Clock::time_point::max()) {}

  void set() {
    happened_ = true;
    timer_.cancel();
  }

  /// Waits until the event happened.
  Awaitable<void> wait() {
    boost::system::error_code cancelled;
    while (!happened_) co_await timer_.async_wait(asio::redirect_error(kUseAwaitable, cancelled));
  }

  /// Waits for at most `time`; returns whether the event happened.
  Awaitable<bool> wait_for(Clock::duration time) {
    boost::system::error_code cancelled;
    const auto deadline = Clock::now() + time;
    timer_.expires_at(deadline);
    while (!happened_ && Clock::now() < deadline) {
      co_await timer_.async_wait(asio::redirect_error(kUseAwaitable, cancelled));
    }
    co_return happened_;
  }

 private:
  using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor>;
  Timer timer_;
  bool happened_ = false;
};

}  // namespace vish::server
