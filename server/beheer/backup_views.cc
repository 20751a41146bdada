#include "server/beheer/backup_views.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "base/calendar/clock.h"
#include "storage/backup/backups.h"

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

ordered_json work_view(const storage::Backups& backups) {
  auto json = ordered_json::object();
  const auto add = [&json](std::string_view work, const std::optional<storage::Bytecount::Passed>& passed) {
    if (!passed) return;
    json[std::string(work)] = {{"gedaanBytes", std::min(passed->done, passed->total)}, {"totaalBytes", passed->total}};
  };
  add("maken", backups.made());
  add("nalezen", backups.verified());
  return json;
}

}  // namespace vish::server
