#pragma once

#include <chrono>
#include <optional>

#include "app/app.h"
#include "proto/datum.h"
#include "storage/backups.h"

namespace vish::server {

constexpr std::chrono::minutes kBackupInterval{1};

/// Nothing when no backups are configured.
std::optional<storage::Backupplaats> backup_place(const Backupinstellingen& instellingen);

/// Makes a backup and records how that ended with this line. Blocks for as
/// long as it takes.
storage::Stored<storage::Backup> make_backup(App& app, const storage::Backupplaats& plaats, proto::Auditregel regel);

/// Whether that of the day is to be made now: its hour (of the day in
/// Amsterdam) has come, the last one is of before that, and nobody tried within
/// the hour. What is of a moment yet to come counts for nothing: the clock was
/// wrong.
bool backup_is_due(proto::Tijdstip nu, std::uint64_t uur, std::optional<proto::Tijdstip> last,
                   std::optional<proto::Tijdstip> tried);

/// Looks which backup is the last (App::last_backup), and makes that of each
/// day once its hour has come; after one that failed it tries again in an
/// hour. One thread at a time.
class Backuprooster {
 public:
  void make_due(App& app, proto::Tijdstip nu);

 private:
  std::optional<proto::Tijdstip> tried_;
};

}  // namespace vish::server
