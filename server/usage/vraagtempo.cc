#include "server/usage/vraagtempo.h"

#include <algorithm>

namespace vish::server {

std::optional<Vraagtempo::Clock::duration> Vraagtempo::take(Clock::time_point now, std::uint64_t per_seconde,
                                                            std::uint64_t ineens) {
  using std::chrono::nanoseconds;
  if (per_seconde == 0) return std::nullopt;
  const auto moment = nanoseconds(now.time_since_epoch()).count();
  const auto token = static_cast<std::int64_t>(std::nano::den / per_seconde);
  const auto room = token * static_cast<std::int64_t>(ineens - 1);
  auto full_at = full_at_.load(std::memory_order_relaxed);
  std::int64_t next = 0;
  do {
    const auto from = std::max(full_at, moment);
    if (from - moment > room) return nanoseconds(from - moment - room);
    next = from + token;
  } while (!full_at_.compare_exchange_weak(full_at, next, std::memory_order_relaxed));
  return std::nullopt;
}

}  // namespace vish::server
