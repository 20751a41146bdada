#pragma once

#include <nlohmann/json.hpp>
#include <optional>

#include "server/app/app.h"
#include "storage/backup/backups.h"

namespace vish::server {

// As proto/beheer-openapi.yaml says.

nlohmann::ordered_json backup_view(const storage::Backup& backup);
/// What is being made and read, and how far that is; empty when nothing is.
nlohmann::ordered_json work_view(const storage::Backups& backups);
/// Of the status: the last good backup; nothing when none are configured.
std::optional<nlohmann::ordered_json> last_backup_view(const App& app);
/// Of the status: from which backup the index was put back, and of when the
/// registrations of each aansluiting are; nothing when it was not.
std::optional<nlohmann::ordered_json> teruggezet_view(const storage::Stand& stand);

}  // namespace vish::server
