#pragma once

#include <prometheus/metric_family.h>

#include <vector>

#include "server/app/app.h"

namespace vish::server {

/// Makes the metrics of the installation: the program, its process, the disks, and how long certificates and revocation
/// lists hold.
std::vector<prometheus::MetricFamily> installatie_families(const App& app);

}  // namespace vish::server
