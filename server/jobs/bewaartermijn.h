#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "base/calendar/datum.h"
#include "storage/store/store.h"

namespace vish::server {

/// How often the job checks for lines of the audit log past their term.
constexpr std::chrono::minutes kBewaartermijnInterval{1};

/// Returns the moment before which lines are past their term. The lines of a day in Amsterdam are past it when the same
/// day, `jaren` calendar years later, is over; lines of 29 February, in a year without that day, when the first of
/// March is over.
Tijdstip kept_from(Tijdstip nu, std::uint64_t jaren);

/// Removes lines past their term, the oldest day first and at most one day an hour, so that a clock that is years ahead
/// for a while costs few lines. One thread at a time may use it.
class Auditopruiming {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::hours kEachDay{1};

  /// Removes at most Auditlog::kMostRemoved lines and logs their number; the program calls this again and again.
  /// `jaren` is the setting, see Auditlog::keep_for(). Throws std::exception when storage refuses; the next call tries
  /// again.
  void remove_past_term(storage::Store& store, Tijdstip nu, std::uint64_t jaren, Clock::time_point passed);

 private:
  std::optional<Clock::time_point> begun_;  ///< when the removal of the present day began
  Tijdstip end_;                            ///< the end of that day
};

}  // namespace vish::server
