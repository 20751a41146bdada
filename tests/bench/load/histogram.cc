#include "load/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace vish::load {

namespace {

// A value keeps its seven highest bits; what is shifted out picks the group
// of 64 buckets.
std::size_t bucket_of(std::uint64_t value) {
  const auto shift = static_cast<unsigned>(std::max(0, static_cast<int>(std::bit_width(value)) - 7));
  return shift * 64 + (value >> shift);
}

std::uint64_t highest_in(std::size_t bucket) {
  const auto shift = bucket < 128 ? 0 : bucket / 64 - 1;
  return ((bucket - shift * 64 + 1) << shift) - 1;
}

}  // namespace

void Histogram::add(std::chrono::nanoseconds duration) {
  const auto value = std::max<std::int64_t>(0, duration.count());
  ++buckets_.at(bucket_of(static_cast<std::uint64_t>(value)));
  ++count_;
}

std::chrono::nanoseconds Histogram::quantile(double share) const {
  if (count_ == 0) return {};
  const auto rank = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(count_)));
  std::uint64_t seen = 0;
  std::size_t bucket = 0;
  while ((seen += buckets_.at(bucket)) < std::max<std::uint64_t>(1, rank)) ++bucket;
  return std::chrono::nanoseconds(highest_in(bucket));
}

}  // namespace vish::load
