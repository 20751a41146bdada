#pragma once

#include <chrono>

#include "proto/datum.h"

namespace vish::server {

/// The moment it is now.
proto::Tijdstip now();

/// The day that it is in Europe/Amsterdam at that moment.
proto::Datum amsterdam_day(proto::Tijdstip moment);

/// What the clock in Amsterdam shows then, in minutes since midnight.
std::chrono::minutes amsterdam_time(proto::Tijdstip moment);

/// That time of the day in Amsterdam, counted from midnight. A time that the
/// clock skips in spring is the moment of the change; of a time that it shows
/// twice in autumn it is the first.
proto::Tijdstip amsterdam_moment(proto::Datum dag, std::chrono::minutes tijd);

}  // namespace vish::server
