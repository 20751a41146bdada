#include "server/usage/aanlevertempo.h"

#include <algorithm>

namespace vish::server {
namespace {

constexpr std::chrono::hours kRoom{1};

}  // namespace

std::optional<std::chrono::seconds> Aanlevertempo::wait(std::string_view aansluitcode, std::uint64_t per_uur,
                                                        Clock::time_point now) const {
  if (per_uur == 0) return std::nullopt;
  const std::lock_guard lock(mutex_);
  const auto found = full_at_.find(aansluitcode);
  const auto each = Clock::duration(kRoom) / static_cast<Clock::rep>(per_uur);
  if (found == full_at_.end() || found->second + each <= now + kRoom) return std::nullopt;
  const auto wait = std::chrono::ceil<std::chrono::seconds>(found->second + each - now - kRoom);
  return std::max(wait, std::chrono::seconds(1));
}

void Aanlevertempo::left_report(std::string_view aansluitcode, std::uint64_t per_uur, Clock::time_point now) {
  if (per_uur == 0) return;
  const std::lock_guard lock(mutex_);
  auto& full_at = full_at_[std::string(aansluitcode)];
  full_at = std::max(full_at, now) + Clock::duration(kRoom) / static_cast<Clock::rep>(per_uur);
}

}  // namespace vish::server
