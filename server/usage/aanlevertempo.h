#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace vish::server {

/// How many reports an aansluiting may leave: so many an hour, and as many at
/// once after a rest. Any thread. Asked about registered ones only, so its
/// memory is bounded.
class Aanlevertempo {
 public:
  using Clock = std::chrono::steady_clock;

  /// How long until another one may come; nothing: it may come now. `per_uur` 0: it always may.
  std::optional<std::chrono::seconds> wait(std::string_view aansluitcode, std::uint64_t per_uur,
                                           Clock::time_point now) const;
  /// One left a report.
  void left_report(std::string_view aansluitcode, std::uint64_t per_uur, Clock::time_point now);

 private:
  mutable std::mutex mutex_;
  /// When all may come at once again (the generic cell rate algorithm).
  std::map<std::string, Clock::time_point, std::less<>> full_at_;
};

}  // namespace vish::server
