#pragma once

#include "base/calendar/datum.h"

namespace vish {

/// Returns Easter Sunday of a Gregorian year.
Datum paaszondag(int jaar);

/// Whether a day is a public holiday: a day that the Algemene termijnenwet names (article 3, members 1 and 2), or
/// Easter Sunday or Whit Sunday, which that act leaves out because it counts every Sunday.
bool is_feestdag(Datum dag);

}  // namespace vish
