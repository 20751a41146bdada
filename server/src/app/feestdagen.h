#pragma once

#include "proto/datum.h"

namespace vish::server {

/// Easter Sunday of a year, Gregorian.
proto::Datum paaszondag(int jaar);

/// Whether nobody owes anything that day: the days that the Algemene
/// termijnenwet (article 3, members 1 and 2) names, and Easter Sunday and Whit
/// Sunday, which it leaves out because every Sunday counts there.
bool is_feestdag(proto::Datum dag);

}  // namespace vish::server
