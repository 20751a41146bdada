#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace vish::server {

/// Limits the reports that an aansluiting may leave: `per_uur` an hour, and as many at once after a rest. Any thread
/// may use it. Callers ask about registered aansluitingen only, which bounds the memory.
class Aanlevertempo {
 public:
  using Clock = std::chrono::steady_clock;

  /// Returns the time until another delivery may come, at least a second; nothing when it may come now. With `per_uur`
  /// 0 it always may.
  std::optional<std::chrono::seconds> wait(std::string_view aansluitcode, std::uint64_t per_uur,
                                           Clock::time_point now) const;
  /// Counts a report.
  void left_report(std::string_view aansluitcode, std::uint64_t per_uur, Clock::time_point now);

 private:
  mutable std::mutex mutex_;
  /// The moment at which all deliveries of an hour may come at once again (the generic cell rate algorithm).
  std::map<std::string, Clock::time_point, std::less<>> full_at_;
};

}  // namespace vish::server
