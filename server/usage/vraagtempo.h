#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>

namespace vish::server {

/// A token bucket for questions: `per_seconde` tokens a second, and `ineens` at once after a rest. Any thread may use
/// it; it waits for nobody.
class Vraagtempo {
 public:
  using Clock = std::chrono::steady_clock;

  /// Takes a token and returns nothing; without a token takes nothing and returns the time until there is one. With
  /// `per_seconde` 0 there always is a token. `ineens` is at least 1.
  std::optional<Clock::duration> take(Clock::time_point now, std::uint64_t per_seconde, std::uint64_t ineens);

 private:
  /// The moment at which the bucket is full again, in nanoseconds of the clock (the generic cell rate algorithm: one
  /// number instead of tokens and a moment).
  std::atomic<std::int64_t> full_at_{std::numeric_limits<std::int64_t>::min()};
};

}  // namespace vish::server
