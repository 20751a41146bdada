#pragma once

#include <array>
#include <atomic>
#include <cstdint>

#include "base/calendar/datum.h"

namespace vish::server {

/// Counts to a limit on each day anew. A day and the day before it are counted apart, so that a question that began
/// before midnight stays with its day. Any thread may use it; it waits for nobody.
class Dagteller {
 public:
  /// Adds all of `aantal` and returns true, or adds nothing when the day would then hold more than `max` (0: no limit).
  bool add(Datum dag, std::uint64_t aantal, std::uint64_t max);
  /// Undoes an add() of that day.
  void take_back(Datum dag, std::uint64_t aantal);
  std::uint64_t count(Datum dag) const;

 private:
  /// A value holds the number of the day above these bits, and the count in them.
  static constexpr unsigned kCountBits = 40;

  static std::uint64_t number(Datum dag);
  std::atomic<std::uint64_t>& place(Datum dag) { return days_[number(dag) % days_.size()]; }
  const std::atomic<std::uint64_t>& place(Datum dag) const { return days_[number(dag) % days_.size()]; }
  static std::uint64_t count_in(std::uint64_t value, Datum dag);

  std::array<std::atomic<std::uint64_t>, 2> days_{};
};

}  // namespace vish::server
