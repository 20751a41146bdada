#pragma once

#include "base/calendar/datum.h"

namespace vish {

/// Easter Sunday of a year, Gregorian.
Datum paaszondag(int jaar);

/// Whether nobody owes anything that day: the days that the Algemene
/// termijnenwet (article 3, members 1 and 2) names, and Easter Sunday and Whit
/// Sunday, which it leaves out because every Sunday counts there.
bool is_feestdag(Datum dag);

}  // namespace vish
