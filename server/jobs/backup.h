#pragma once

#include <chrono>
#include <optional>

#include "base/calendar/datum.h"
#include "server/app/app.h"
#include "storage/backup/backups.h"

namespace vish::server {

/// How often the schedule is checked.
constexpr std::chrono::minutes kBackupInterval{1};
/// The threads for backups: one makes the backup of the day, one tells which backups there are, the others work for
/// operators.
constexpr std::size_t kBackupThreads = kBackupWork + 2;

/// Returns where backups go; nothing when no backups are configured.
std::optional<storage::Backupplaats> backup_place(const Backupinstellingen& instellingen);

/// Makes a backup, and records its outcome with `regel`. Blocks as long as that takes.
Stored<storage::Backup> make_backup(App& app, const storage::Backupplaats& plaats, proto::Auditregel regel);

/// Whether the backup of the day must be made now: its hour (in Amsterdam) has come, the last backup is older than that
/// hour, and there was no attempt within the last hour. A moment in the future does not count, because the clock was
/// then wrong.
bool backup_is_due(Tijdstip nu, std::uint64_t uur, std::optional<Tijdstip> last, std::optional<Tijdstip> tried);

/// Keeps App::last_backup, and makes the backup of each day once its hour has come; after a failure it tries again an
/// hour later. One thread at a time may use it.
class Backuprooster {
 public:
  /// Makes the backup that is due, if any; the program calls this every kBackupInterval. Throws std::runtime_error when
  /// the folder of the backups cannot be read.
  void make_due(App& app, Tijdstip nu);

 private:
  std::optional<Tijdstip> tried_;
};

}  // namespace vish::server
