#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "base/calendar/datum.h"
#include "storage/store/store.h"

namespace vish::server {

/// How often is looked whether lines of the audit log are past their term.
constexpr std::chrono::minutes kBewaartermijnInterval{1};

/// Lines of before this moment are past their term: those of a day in
/// Amsterdam go when the same day, so many calendar years later, is over; those
/// of 29 February, in a year without that day, with the first of March.
Tijdstip kept_from(Tijdstip nu, std::uint64_t jaren);

/// Removes lines that are past their term, the oldest day first and no more
/// than one day an hour: a clock that is years ahead for a while takes little.
/// One thread at a time.
class Auditopruiming {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::hours kEachDay{1};

  /// To be called again and again. At most Auditlog::kMostRemoved lines; logs
  /// how many. `jaren`: as the settings say, see Auditlog::keep_for(). Throws
  /// std::exception when storage refuses: to be done again.
  void remove_past_term(storage::Store& store, Tijdstip nu, std::uint64_t jaren, Clock::time_point passed);

 private:
  std::optional<Clock::time_point> begun_;  ///< when the day began to go
  Tijdstip end_;                            ///< of that day
};

}  // namespace vish::server
