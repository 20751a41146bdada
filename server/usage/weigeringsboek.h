#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "proto/terms/foutcode.h"

namespace vish::server {

/// Decides which refused questions get an audit line of their own: the first few of a party in a minute. Counts the
/// others by party and reason, for one line a minute: a flood of refusals must not become a flood of writes. Any thread
/// may use it. The number of parties that callers ask about bounds the memory.
class Weigeringsboek {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr std::uint64_t kEigenRegels = 10;
  static constexpr std::chrono::seconds kMinuut{60};

  /// Counts a refusal. Returns true when it gets a line of its own.
  bool add(std::string_view partij, proto::Foutcode reden, Clock::time_point now);

  /// Refusals that share a line.
  struct Telling {
    std::string partij;
    proto::Foutcode reden;
    std::uint64_t aantal;
  };
  /// Returns the counts of each party whose oldest count is a minute old, and keeps them no longer.
  std::vector<Telling> take_due(Clock::time_point now);
  /// Takes back counts whose line could not be written; they are due at once.
  void put_back(const std::vector<Telling>& tellingen);

 private:
  static constexpr auto kFoutcodes = static_cast<std::size_t>(proto::Foutcode::nietBeschikbaar) + 1;
  struct Partij {
    Clock::time_point sinds;  ///< the begin of its minute
    std::uint64_t eigen = 0;
    Clock::time_point geteld_sinds{};
    std::array<std::uint64_t, kFoutcodes> geteld{};
  };

  std::mutex mutex_;
  std::map<std::string, Partij, std::less<>> partijen_;
};

}  // namespace vish::server
