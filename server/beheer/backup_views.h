#pragma once

#include <nlohmann/json_fwd.hpp>

#include "storage/backup/backups.h"

namespace vish::server {

/// Returns the backup as schema Backup of beheer-openapi.yaml.
nlohmann::ordered_json backup_view(const storage::Backup& backup);
/// Returns the backups that are being made and read, and how far that work is; empty when there is no such work.
nlohmann::ordered_json work_view(const storage::Backups& backups);

}  // namespace vish::server
