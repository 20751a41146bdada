#pragma once

#include <chrono>

#include "base/calendar/datum.h"

namespace vish {

/// The moment it is now.
Tijdstip now();

/// The day that it is in Europe/Amsterdam at that moment.
Datum amsterdam_day(Tijdstip moment);

/// What the clock in Amsterdam shows then, in minutes since midnight.
std::chrono::minutes amsterdam_time(Tijdstip moment);

/// That time of the day in Amsterdam, counted from midnight. A time that the
/// clock skips in spring is the moment of the change; of a time that it shows
/// twice in autumn it is the first.
Tijdstip amsterdam_moment(Datum dag, std::chrono::minutes tijd);

}  // namespace vish
