#include "server/log/logtempo.h"

#include <utility>

namespace vish::server {

bool Logtempo::admit(const std::string& kind, Clock::time_point now) {
  const bool is_new = !kinds_.contains(kind);
  const bool is_room = kinds_.size() < kMostKinds;
  if (is_new && is_room) {
    kinds_.emplace(kind, Kind{now});
    return true;
  }
  auto& known = is_new ? kinds_.try_emplace(kOther, Kind{now}).first->second : kinds_.at(kind);
  if (known.held == 0 && now - known.written >= kInterval) {
    known.written = now;
    return true;
  }
  ++known.held;
  return false;
}

std::vector<Logtempo::Held> Logtempo::take_due(Clock::time_point now, Clock::duration interval) {
  std::vector<Held> due;
  for (auto at = kinds_.begin(); at != kinds_.end();) {
    auto& [kind, known] = *at;
    const bool is_due = now - known.written >= interval;
    if (is_due && known.held == 0) {
      at = kinds_.erase(at);
      continue;
    }
    if (is_due) {
      due.push_back({kind, std::exchange(known.held, 0)});
      known.written = now;
    }
    ++at;
  }
  return due;
}

}  // namespace vish::server
