#include "server/usage/weigeringsboek.h"

#include <algorithm>

namespace vish::server {

bool Weigeringsboek::add(std::string_view partij, proto::Foutcode reden, Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  auto found = partijen_.find(partij);
  if (found == partijen_.end()) found = partijen_.emplace(partij, Partij{now}).first;
  auto& one = found->second;
  if (now - one.sinds >= kMinuut) {
    one.sinds = now;
    one.eigen = 0;
  }
  if (one.eigen < kEigenRegels) {
    ++one.eigen;
    return true;
  }
  const bool first = std::ranges::all_of(one.geteld, [](auto count) { return count == 0; });
  if (first) one.geteld_sinds = now;
  ++one.geteld.at(static_cast<std::size_t>(reden));
  return false;
}

std::vector<Weigeringsboek::Telling> Weigeringsboek::take_due(Clock::time_point now) {
  std::vector<Telling> due;
  const std::lock_guard lock(mutex_);
  for (auto at = partijen_.begin(); at != partijen_.end();) {
    auto& [naam, partij] = *at;
    const bool is_over = now - partij.sinds >= kMinuut;
    const bool counts = std::ranges::any_of(partij.geteld, [](auto count) { return count > 0; });
    if (counts && now - partij.geteld_sinds >= kMinuut) {
      for (std::size_t code = 0; code < kFoutcodes; ++code) {
        const auto aantal = partij.geteld.at(code);
        if (aantal > 0) due.push_back({naam, static_cast<proto::Foutcode>(code), aantal});
      }
      partij.geteld.fill(0);
    }
    at = is_over && !counts ? partijen_.erase(at) : std::next(at);
  }
  return due;
}

void Weigeringsboek::put_back(const std::vector<Telling>& tellingen) {
  const std::lock_guard lock(mutex_);
  for (const auto& telling : tellingen) {
    auto& partij = partijen_[telling.partij];
    partij.geteld.at(static_cast<std::size_t>(telling.reden)) += telling.aantal;
    partij.geteld_sinds = {};
  }
}

}  // namespace vish::server
