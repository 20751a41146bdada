#pragma once

#include <nlohmann/json_fwd.hpp>

#include "storage/backup/backups.h"

namespace vish::server {

/// Schema Backup of beheer-openapi.yaml.
nlohmann::ordered_json backup_view(const storage::Backup& backup);
/// What is being made and read, and how far that is; empty when nothing is.
nlohmann::ordered_json work_view(const storage::Backups& backups);

}  // namespace vish::server
