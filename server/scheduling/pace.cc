#include "server/scheduling/pace.h"

#include <algorithm>

namespace vish::server {
namespace {

using std::chrono::seconds;

std::int64_t second_of(Pace::Duration waited) { return std::chrono::floor<seconds>(waited).count(); }

}  // namespace

Pace::Pace(std::uint64_t min_bytes_per_second, Duration grace)
    : demand_(min_bytes_per_second * static_cast<std::uint64_t>(kWindow.count())),
      grace_(std::max<Duration>(grace, kWindow)) {}

Pace::Duration Pace::patience() const {
  if (demand_ == 0) return Duration::max();
  auto until = grace_;
  std::uint64_t sum = 0;
  const auto now = second_of(waited_);
  for (auto number = now; number >= 0 && number > now - static_cast<std::int64_t>(kSeconds); --number) {
    const auto& second = seconds_.at(static_cast<std::size_t>(number) % kSeconds);
    if (second.number == number) sum += second.bytes;
    if (sum < demand_) continue;
    // Without further bytes the demand is met until this second leaves the window.
    until = std::max<Duration>(until, seconds(number + 1) + kWindow);
    break;
  }
  return std::max(until - waited_, Duration::zero());
}

void Pace::came(std::uint64_t bytes, Duration waited) {
  waited_ += waited;
  const auto number = second_of(waited_);
  auto& second = seconds_.at(static_cast<std::size_t>(number) % kSeconds);
  if (second.number != number) second = {number, 0};
  second.bytes += bytes;
}

}  // namespace vish::server
