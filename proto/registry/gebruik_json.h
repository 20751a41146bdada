#pragma once

#include <nlohmann/json.hpp>

#include "proto/json/strict_json.h"
#include "proto/registry/gebruik.h"

namespace vish::proto {

Gebruiksinstellingen read_gebruik(StrictObject& object);
/// Only what is set; an empty object when nothing is.
nlohmann::ordered_json as_json(const Gebruiksinstellingen& gebruik);

}  // namespace vish::proto
