#pragma once

#include <nlohmann/json.hpp>

#include "proto/json/strict_json.h"
#include "proto/registry/gebruik.h"

namespace vish::proto {

Gebruiksinstellingen read_gebruik(StrictObject& object);
/// Writes only the rules that are set, and an empty object when none is set.
nlohmann::ordered_json as_json(const Gebruiksinstellingen& gebruik);

}  // namespace vish::proto
