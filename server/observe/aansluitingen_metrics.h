#pragma once

#include <prometheus/metric_family.h>

#include <vector>

#include "base/calendar/datum.h"
#include "storage/stand/stand.h"

namespace vish::server {

/// Makes the metrics of each aansluiting that has not ended, from the stand: an aansluiting that left the registry
/// leaves the metrics. The registry bounds the number of labels.
std::vector<prometheus::MetricFamily> aansluiting_families(const storage::Stand& stand, Tijdstip nu);

}  // namespace vish::server
