#include "server/beheer/backup_views.h"

#include <nlohmann/json.hpp>

namespace vish::server {

using nlohmann::ordered_json;

ordered_json backup_view(const storage::Backup& backup) {
  ordered_json json{{"nummer", backup.nummer}};
  if (backup.fout) {
    json["fout"] = *backup.fout;
    return json;
  }
  json["gemaaktOp"] = rfc3339(backup.gemaakt_op);
  json["databaseId"] = backup.database_id;
  json["auditregels"] = backup.auditregels;
  json["bytes"] = backup.bytes;
  return json;
}

}  // namespace vish::server
