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

std::optional<ordered_json> last_backup_view(const App& app) {
  if (app.instellingen.now()->backup.doel.empty()) return std::nullopt;
  const auto last = app.last_backup.load();
  if (!last) return ordered_json::object();
  return ordered_json{{"nummer", last->nummer}, {"gemaaktOp", rfc3339(last->gemaakt_op)}};
}

std::optional<ordered_json> teruggezet_view(const storage::Stand& stand) {
  if (!stand.teruggezet) return std::nullopt;
  auto aansluitingen = ordered_json::array();
  const auto vandaag = amsterdam_day(now());
  for (const auto& [code, aansluiting] : stand.aansluitingen) {
    ordered_json json{{"aansluitcode", code}, {"registraties", van_kracht(aansluiting->levering, vandaag)}};
    if (aansluiting->levering.peildatum) json["peildatum"] = aansluiting->levering.peildatum->text();
    aansluitingen.push_back(std::move(json));
  }
  return ordered_json{{"backup", stand.teruggezet->backup},
                      {"gemaaktOp", rfc3339(stand.teruggezet->gemaakt_op)},
                      {"teruggezetOp", rfc3339(stand.teruggezet->teruggezet_op)},
                      {"auditregelsUitKopie", stand.teruggezet->uit_kopie},
                      {"aansluitingen", std::move(aansluitingen)}};
}

}  // namespace vish::server
