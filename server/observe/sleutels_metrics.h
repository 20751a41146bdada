#pragma once

#include <prometheus/metric_family.h>

#include <vector>

#include "storage/stand/stand.h"

namespace vish::server {

/// Makes the metrics of the keys that are not destroyed: what each key holds.
std::vector<prometheus::MetricFamily> sleutel_families(const storage::Stand& stand);

}  // namespace vish::server
