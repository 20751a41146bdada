#pragma once

#include <prometheus/metric_family.h>

#include <vector>

#include "server/app/app.h"

namespace vish::server {

/// Makes the metrics of each bevrager that has not ended, as of the last update of the book of use. The registry bounds
/// the number of labels.
std::vector<prometheus::MetricFamily> bevrager_families(App& app, Tijdstip nu);

}  // namespace vish::server
