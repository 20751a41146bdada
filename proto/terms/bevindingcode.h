#pragma once

#include <cstdint>

#include "proto/terms/bevinding.h"

namespace vish::proto {

/// The codes stand in bevindingen.def.
enum class Bevindingcode : std::uint8_t {
#define BEVINDING(value, code, ernst, gevolg, melding) value,
#include "proto/terms/bevindingen.def"
};

}  // namespace vish::proto
