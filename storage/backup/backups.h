#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/calendar/datum.h"
#include "base/core/error.h"
#include "proto/messages/backupmanifest.h"
#include "storage/backup/bytecount.h"

namespace vish::storage {

class Engine;

/// Where backups go, who can read them, and how many are kept.
struct Backupplaats {
  std::filesystem::path doel;        ///< a folder, best on the disk of another machine
  std::filesystem::path ontvangers;  ///< certificates in PEM; their private keys are kept on another machine
  std::size_t bewaren = 14;
};

/// A backup in the folder.
struct Backup : proto::Backupgegevens {
  std::optional<std::string> fout;  ///< why the backup is unusable, in Dutch
};

/// Makes and checks backups of the running database. RocksDB makes a backup, and each of its files is encrypted to the
/// recipients, so that this server cannot read it back. A backup does not hold the keys of the index. docs/storage.md
/// describes the form. Safe to call from any thread.
class Backups {
 public:
  Backups(Engine& engine, std::string database_id) : engine_(engine), database_id_(std::move(database_id)) {}

  /// Makes the next backup, and then removes the oldest good backups beyond `bewaren`. The backup is on disk and was
  /// read back when this returns. It gives way to answers and deliveries, and waits for a backup in progress. Returns
  /// `unavailable` without room on either disk, also when the room runs out on the way, and after stop(); `missing`
  /// when the previous backup went to the same folder and the folder is empty now; `foreign` when the folder has
  /// backups of another database. After an error no half backup is left.
  Stored<Backup> create(const Backupplaats& plaats, Tijdstip moment);

  /// Returns the backups in the folder, in order of number. A backup with a changed manifest, or with missing or
  /// shortened files, has a `fout`.
  Stored<std::vector<Backup>> list(const std::filesystem::path& doel) const;
  /// Returns the newest backup without a `fout`; nothing when there is none.
  Stored<std::optional<Backup>> newest(const std::filesystem::path& doel) const;

  /// Reads a whole backup and compares it with what was written. Returns `missing` when there is no such backup,
  /// `corrupt`, with the name of the file, when a file was changed, and `unavailable` after stop(). Only a recipient
  /// can tell whether the backup decrypts.
  Stored<Backup> verify(const std::filesystem::path& doel, std::uint64_t nummer);

  /// Returns the progress of create(); nothing when it is not making a backup. Each byte passes three times: it is
  /// copied, encrypted and read back.
  std::optional<Bytecount::Passed> made() const { return made_.now(); }
  /// Returns the progress of verify(); nothing when it is not reading a backup.
  std::optional<Bytecount::Passed> verified() const { return verified_.now(); }

  /// Ends a backup in progress, and refuses later ones.
  void stop() { stopping_ = true; }

 private:
  /// Checks that the folder is the right one; makes the folder the first time.
  Stored<void> check_place(const std::filesystem::path& doel, const std::vector<std::uint64_t>& numbers) const;
  Stored<Backup> make(const Backupplaats& plaats, std::uint64_t nummer, Tijdstip moment);
  /// Reads a new backup back, and gives it its final name.
  Stored<Backup> accept(const std::filesystem::path& doel, std::uint64_t nummer,
                        const std::filesystem::path& unfinished, Counted& counted) const;
  Stored<Backup> read_back(const std::filesystem::path& folder, proto::Backupmanifest manifest, Counted& counted) const;
  /// Returns the backup with that number, as list() does.
  Backup look_at(const std::filesystem::path& doel, std::uint64_t nummer) const;
  Stored<void> check_stopping() const;
  Stored<void> prune(const Backupplaats& plaats) const;

  Engine& engine_;
  std::string database_id_;
  std::mutex making_;
  std::atomic<bool> stopping_{false};
  Bytecount made_;
  Bytecount verified_;
};

/// Returns `foreign` or `io` when no backup can be encrypted with that file.
Stored<void> check_ontvangers(const std::filesystem::path& ontvangers);

}  // namespace vish::storage
