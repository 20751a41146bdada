#pragma once

#include <nlohmann/json_fwd.hpp>

#include "storage/keychange/sleutels.h"

namespace vish::server {

/// Returns the key as schema Sleutel of beheer-openapi.yaml.
nlohmann::ordered_json sleutel_view(const storage::Sleuteloverzicht& overzicht);

}  // namespace vish::server
