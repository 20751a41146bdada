#pragma once

#include <chrono>

#include "base/calendar/datum.h"

namespace vish {

/// Returns the present moment by the clock of the system.
Tijdstip now();

/// Returns the day in Europe/Amsterdam at a moment.
Datum amsterdam_day(Tijdstip moment);

/// Returns the time in Europe/Amsterdam at a moment, in whole minutes since midnight.
std::chrono::minutes amsterdam_time(Tijdstip moment);

/// Returns the moment at which clocks in Europe/Amsterdam show `tijd`, counted from midnight. For a time that the clock
/// skips in spring it is the moment of the change; for a time that the clock shows twice in autumn it is the first.
Tijdstip amsterdam_moment(Datum dag, std::chrono::minutes tijd);

}  // namespace vish
