#pragma once

#include <chrono>
#include <optional>

#include "base/calendar/datum.h"
#include "server/app/app.h"
#include "storage/backup/backups.h"

namespace vish::server {

constexpr std::chrono::minutes kBackupInterval{1};
/// One that makes that of the day, those for operators, one to tell of the backups that there are.
constexpr std::size_t kBackupThreads = kBackupWork + 2;

/// Nothing when no backups are configured.
std::optional<storage::Backupplaats> backup_place(const Backupinstellingen& instellingen);

/// Makes a backup and records how that ended with this line. Blocks for as
/// long as it takes.
Stored<storage::Backup> make_backup(App& app, const storage::Backupplaats& plaats, proto::Auditregel regel);

/// Whether that of the day is to be made now: its hour (of the day in
/// Amsterdam) has come, the last one is of before that, and nobody tried within
/// the hour. What is of a moment yet to come counts for nothing: the clock was
/// wrong.
bool backup_is_due(Tijdstip nu, std::uint64_t uur, std::optional<Tijdstip> last, std::optional<Tijdstip> tried);

/// Looks which backup is the last (App::last_backup), and makes that of each
/// day once its hour has come; after one that failed it tries again in an
/// hour. One thread at a time.
class Backuprooster {
 public:
  void make_due(App& app, Tijdstip nu);

 private:
  std::optional<Tijdstip> tried_;
};

}  // namespace vish::server
