#pragma once

#include <prometheus/metric_family.h>

#include <vector>

#include "server/app/app.h"

namespace vish::server {

/// What is measured of the installation itself: the program, its process, the
/// disks, and how long certificates and revocation lists hold.
std::vector<prometheus::MetricFamily> installatie_families(const App& app);

}  // namespace vish::server
