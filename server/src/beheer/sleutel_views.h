#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "storage/sleutels.h"

namespace vish::server {

/// Schema Sleutel of beheer-openapi.yaml.
nlohmann::ordered_json sleutel_view(const storage::Sleuteloverzicht& overzicht);

/// The keys that are neither written under nor destroyed.
std::vector<std::string> old_keys(const storage::Stand& stand);

}  // namespace vish::server
