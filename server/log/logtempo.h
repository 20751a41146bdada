#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace vish::server {

/// Which of many lines of one kind are written: the first, and from then on
/// once a minute how many more there were. One thread at a time.
class Logtempo {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::seconds kInterval{60};
  /// Of the kinds beyond, nothing is told apart.
  static constexpr std::size_t kMostKinds = 2000;

  struct Held {
    std::string kind;
    std::uint64_t lines;  ///< that were held back since the last one
  };

  /// Whether this line is to be written; else it counts among those held back.
  bool admit(const std::string& kind, Clock::time_point now);
  /// The kinds of which lines were held back, and of which none was written for
  /// so long. Forgets kinds that have gone quiet.
  std::vector<Held> take_due(Clock::time_point now, Clock::duration interval = kInterval);

  /// What comes beyond kMostKinds counts as this.
  static constexpr auto kOther = "overige";

 private:
  struct Kind {
    Clock::time_point written;
    std::uint64_t held = 0;
  };
  std::map<std::string, Kind> kinds_;
};

}  // namespace vish::server
