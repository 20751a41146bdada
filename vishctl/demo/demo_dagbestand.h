#pragma once

#include <string>

#include "base/calendar/datum.h"

namespace vish::vishctl {

/// Returns a day file of persons with public test numbers of the BRP API. Every startdatum lies before `today`; one row
/// is in a phase that is skipped. 999990019 is in the file, 999993653 is not.
std::string demo_dagbestand(Datum today);

}  // namespace vish::vishctl
