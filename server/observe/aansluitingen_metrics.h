#pragma once

#include <prometheus/metric_family.h>

#include <vector>

#include "base/calendar/datum.h"
#include "storage/stand/stand.h"

namespace vish::server {

/// What is measured of each aansluiting that has not ended, made anew from the
/// stand: what left the registry leaves the metrics. The label is bounded by
/// the registry.
std::vector<prometheus::MetricFamily> aansluiting_families(const storage::Stand& stand, Tijdstip nu);

}  // namespace vish::server
