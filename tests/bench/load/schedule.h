#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace vish::load {

/// The moments at which questions arrive, evenly spread and fixed before the
/// first one: a server that is slow does not get fewer of them.
class Schedule {
 public:
  using Clock = std::chrono::steady_clock;

  struct Arrival {
    Clock::time_point due;
    bool measured;  ///< due after the warm-up
  };

  /// `rate` arrivals a second during the warm-up and the time that is measured
  /// together; the first one is due at `begin`.
  Schedule(Clock::time_point begin, double rate, Clock::duration warm_up, Clock::duration measured);

  /// The next arrival, each one once; nothing after the last.
  std::optional<Arrival> next();

  /// Those that were never taken.
  std::uint64_t left() const { return count_ - taken_; }

 private:
  Clock::time_point begin_;
  Clock::duration warm_up_;
  double interval_;  // seconds
  std::uint64_t count_;
  std::uint64_t taken_ = 0;
};

}  // namespace vish::load
