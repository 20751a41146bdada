#pragma once

#include <algorithm>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <list>
#include <optional>

#include "server/scheduling/asio.h"

namespace vish::server {

/// The clock of all deadlines.
using Clock = std::chrono::steady_clock;

/// The deadlines of all connections of one worker, which one timer checks: a deadline may pass up to kSweep late, and
/// setting one costs a store. They are used on the thread of the worker only.
class Deadlines {
 public:
  static constexpr std::chrono::milliseconds kSweep{100};

  /// The deadline of one connection, which has at most one at a time.
  class Deadline {
   public:
    /// `expired` is called once for each set deadline that passes.
    Deadline(Deadlines& all, std::function<void()> expired);
    ~Deadline();
    Deadline(const Deadline&) = delete;
    Deadline& operator=(const Deadline&) = delete;

    void set(Clock::time_point at) { at_ = std::min(at, all_.last_); }
    void set(Clock::duration from_now) { set(Clock::now() + from_now); }
    /// Sets a deadline, also beyond the limit of hurry().
    void set_anyway(Clock::duration from_now) { at_ = Clock::now() + from_now; }
    void clear() { at_ = Clock::time_point::max(); }
    Clock::time_point at() const { return at_; }

   private:
    friend class Deadlines;
    Deadlines& all_;
    std::function<void()> expired_;
    Clock::time_point at_ = Clock::time_point::max();
    std::list<Deadline*>::iterator place_;
  };

  /// Starts checking deadlines on the thread of the context, until stop(), which must be called before the context is
  /// destroyed.
  void start(asio::io_context& context);
  void stop();

  /// Makes `last` the latest deadline, also for deadlines that are set already.
  void hurry(Clock::time_point last);

 private:
  void wait();
  void sweep();

  std::optional<asio::steady_timer> timer_;
  std::list<Deadline*> all_;
  Clock::time_point last_ = Clock::time_point::max();
};

}  // namespace vish::server
