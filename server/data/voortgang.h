#pragma once

#include <chrono>
#include <cstdint>

namespace vish::server {

/// Measures how fast the body of a delivery comes in, one span of time after the other: a body that was fast may become
/// slow. Only time counts in which the server waited for bytes.
class Voortgang {
 public:
  using Clock = std::chrono::steady_clock;
  using Duration = Clock::duration;
  /// A body is slow below this number of times the least pace at which a body may come.
  static constexpr std::uint64_t kUnhurried = 10;

  Voortgang(std::uint64_t min_bytes_per_second, Duration span)
      : enough_per_second_(kUnhurried * min_bytes_per_second), span_(span) {}

  /// Notes that the server waited for a time, and that `bytes` bytes came then.
  void came(std::uint64_t bytes, Duration waited);
  /// Whether the last whole span was slow; false during the first span.
  bool slow() const { return slow_; }

 private:
  std::uint64_t enough_per_second_;
  Duration span_;
  Duration waited_{};
  std::uint64_t bytes_ = 0;
  bool slow_ = false;
};

}  // namespace vish::server
