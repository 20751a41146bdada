#pragma once

#include <cstdint>
#include <vector>

#include "server/page/html.h"
#include "storage/audit/usage_records.h"

namespace vish::server {

/// Questions and matches per hour as bars in SVG, and the same as a table for
/// who does not see them. `uren` ascends without gaps.
Html uurgrafiek(const std::vector<storage::Uurverbruik>& uren);

/// The top of a scale whose half is 1, 2 or 5 times a power of ten, at least
/// as high as `hoogste`.
std::uint64_t top_of_scale(std::uint64_t hoogste);

}  // namespace vish::server
