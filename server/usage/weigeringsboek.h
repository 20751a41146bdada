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

/// Which refused questions get an audit line of their own: the first few of a
/// party in a minute. The others are counted by party and reason, for one line
/// a minute: a flood of refusals must not become a flood of writes. Any thread.
/// Its memory is bounded by the number of parties that it is asked about.
class Weigeringsboek {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr std::uint64_t kEigenRegels = 10;
  static constexpr std::chrono::seconds kMinuut{60};

  /// One more. True when it gets a line of its own; else it is counted.
  bool add(std::string_view partij, proto::Foutcode reden, Clock::time_point now);

  /// Refusals that share a line.
  struct Telling {
    std::string partij;
    proto::Foutcode reden;
    std::uint64_t aantal;
  };
  /// Those that were counted a minute ago or earlier; they are no longer kept.
  std::vector<Telling> take_due(Clock::time_point now);
  /// Their line could not be written: it is due at once.
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
