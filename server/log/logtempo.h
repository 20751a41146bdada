#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace vish::server {

/// Decides which of many lines of one kind are written: the first, and from then on once a minute the number of further
/// ones. One thread at a time may use it.
class Logtempo {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::seconds kInterval{60};
  /// The most kinds that are told apart.
  static constexpr std::size_t kMostKinds = 2000;

  /// A kind of which lines were held back.
  struct Held {
    std::string kind;
    std::uint64_t lines;  ///< the lines that were held back since the last line
  };

  /// Whether this line is written; a line that is not counts as held back.
  bool admit(const std::string& kind, Clock::time_point now);
  /// Returns the kinds with held lines of which no line was written for `interval`. Forgets kinds that have gone quiet.
  std::vector<Held> take_due(Clock::time_point now, Clock::duration interval = kInterval);

  /// The kind of all lines beyond kMostKinds kinds.
  static constexpr auto kOther = "overige";

 private:
  struct Kind {
    Clock::time_point written;
    std::uint64_t held = 0;
  };
  std::map<std::string, Kind> kinds_;
};

}  // namespace vish::server
