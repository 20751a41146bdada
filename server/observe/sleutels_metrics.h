#pragma once

#include <prometheus/metric_family.h>

#include <vector>

#include "storage/stand/stand.h"

namespace vish::server {

/// What stands under which key, of those that are not destroyed.
std::vector<prometheus::MetricFamily> sleutel_families(const storage::Stand& stand);

}  // namespace vish::server
