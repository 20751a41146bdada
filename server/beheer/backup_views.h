#pragma once

#include <nlohmann/json_fwd.hpp>

#include "storage/backup/backups.h"

namespace vish::server {

/// Schema Backup of beheer-openapi.yaml.
nlohmann::ordered_json backup_view(const storage::Backup& backup);

}  // namespace vish::server
