#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "server/usage/vraagtempo.h"

namespace vish::server {

/// Limits the recorded readings of an operator: each is a durable line of the audit log, and an operator who may only
/// read must not fill that log. An operator gets kPerSeconde readings a second, and kIneens at once after a rest.
/// Callers ask about known operators only, which bounds the memory. Any thread may use it.
class Leestempo {
 public:
  using Clock = Vraagtempo::Clock;
  static constexpr std::uint64_t kPerSeconde = 5;
  static constexpr std::uint64_t kIneens = 50;

  /// Counts a reading of the operator with this fingerprint and returns nothing. When the operator read too often,
  /// counts nothing and returns the time until the next reading may come, at least a second.
  std::optional<std::chrono::seconds> take(const std::string& vingerafdruk, Clock::time_point now);

 private:
  std::mutex mutex_;
  std::map<std::string, Vraagtempo> by_operator_;
};

}  // namespace vish::server
