#pragma once

#include <nlohmann/json.hpp>

#include "proto/json/rapport.h"

namespace vish::proto {

/// The report as a value, to be part of a larger document.
nlohmann::ordered_json as_json(const Aanleverrapport& rapport);

}  // namespace vish::proto
