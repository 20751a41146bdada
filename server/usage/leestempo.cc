#include "server/usage/leestempo.h"

namespace vish::server {

std::optional<std::chrono::seconds> Leestempo::take(const std::string& vingerafdruk, Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  const auto wait = by_operator_[vingerafdruk].take(now, kPerSeconde, kIneens);
  if (!wait) return std::nullopt;
  return std::chrono::ceil<std::chrono::seconds>(*wait);
}

}  // namespace vish::server
