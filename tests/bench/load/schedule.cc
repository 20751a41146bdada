#include "load/schedule.h"

#include <cmath>

namespace vish::load {

namespace {

using Seconds = std::chrono::duration<double>;

}  // namespace

Schedule::Schedule(Clock::time_point begin, double rate, Clock::duration warm_up, Clock::duration measured)
    : begin_(begin),
      warm_up_(warm_up),
      interval_(1 / rate),
      count_(static_cast<std::uint64_t>(std::llround(Seconds(warm_up + measured).count() * rate))) {}

std::optional<Schedule::Arrival> Schedule::next() {
  if (taken_ == count_) return std::nullopt;
  const Seconds since(static_cast<double>(taken_++) * interval_);
  const auto after = std::chrono::duration_cast<Clock::duration>(since);
  return Arrival{begin_ + after, after >= warm_up_};
}

}  // namespace vish::load
