#pragma once

#include <nlohmann/json_fwd.hpp>

#include "storage/keychange/sleutels.h"

namespace vish::server {

/// Schema Sleutel of beheer-openapi.yaml.
nlohmann::ordered_json sleutel_view(const storage::Sleuteloverzicht& overzicht);

}  // namespace vish::server
