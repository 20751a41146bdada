#pragma once

#include <prometheus/metric_family.h>

#include <vector>

#include "server/app/app.h"

namespace vish::server {

/// What is measured of each bevrager that has not ended, as of the last update
/// of the book of use. The label is bounded by the registry.
std::vector<prometheus::MetricFamily> bevrager_families(App& app, Tijdstip nu);

}  // namespace vish::server
