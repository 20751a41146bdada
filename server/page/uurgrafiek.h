#pragma once

#include <cstdint>
#include <vector>

#include "server/page/html.h"
#include "storage/audit/usage_records.h"

namespace vish::server {

/// Draws questions and matches per hour as bars in SVG, with a table of the figures for readers who do not see the
/// bars; one sentence when no question was answered. `uren` ascends without gaps.
Html uurgrafiek(const std::vector<storage::Uurverbruik>& uren);

/// Returns the top of a scale, which is at least `hoogste` and twice a power of ten times 1, 2 or 5.
std::uint64_t top_of_scale(std::uint64_t hoogste);

}  // namespace vish::server
