#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace vish::load {

/// Counts durations in a fixed amount of memory. Below 128 ns it is exact;
/// above, a quantile is at most 1/64 too high.
class Histogram {
 public:
  /// A negative duration counts as zero.
  void add(std::chrono::nanoseconds duration);

  std::uint64_t count() const { return count_; }

  /// The duration that `share` (0 to 1) of all durations do not exceed; zero
  /// when there are none.
  std::chrono::nanoseconds quantile(double share) const;

 private:
  static constexpr std::size_t kBuckets = 58 * 64;

  std::array<std::uint64_t, kBuckets> buckets_{};
  std::uint64_t count_ = 0;
};

}  // namespace vish::load
