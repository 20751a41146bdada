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
  std::filesystem::path doel;        ///< a folder, best on another machine's disk
  std::filesystem::path ontvangers;  ///< certificates in PEM; their private keys are kept elsewhere
  std::size_t bewaren = 14;
};

struct Backup : proto::Backupgegevens {
  std::optional<std::string> fout;  ///< why it is of no use, in Dutch
};

/// Backups of the running database: RocksDB makes one, and each of its files
/// is encrypted to the recipients; this server cannot read it back. The keys of
/// the index are not in it. docs/storage.md tells the form. Any thread.
class Backups {
 public:
  Backups(Engine& engine, std::string database_id) : engine_(engine), database_id_(std::move(database_id)) {}

  /// Makes the next one, on disk and read back when this returns, and then
  /// removes the oldest good ones beyond `bewaren`. Gives way to answers and deliveries;
  /// blocks as long as it takes, also for one that is under way. `unavailable`
  /// without room on either disk, also when that is found out on the way, or
  /// after stop(); `missing` when the last one
  /// went to the same folder and there are none now; `foreign` when there are
  /// some of another database. Leaves nothing half behind.
  Stored<Backup> create(const Backupplaats& plaats, Tijdstip moment);

  /// Those in the folder, in order of number, also of no use (`fout`): with
  /// another manifest than was written, or without all of its bytes.
  Stored<std::vector<Backup>> list(const std::filesystem::path& doel) const;
  /// The last good one.
  Stored<std::optional<Backup>> newest(const std::filesystem::path& doel) const;

  /// Reads all of it and compares it with what was written. `missing`, or
  /// `corrupt` with the file that is not as it was. Whether it decrypts only
  /// its recipient can tell.
  Stored<Backup> verify(const std::filesystem::path& doel, std::uint64_t nummer);

  /// How far the backup is that create() makes: each byte passes three times, as it is copied, encrypted and read back.
  std::optional<Bytecount::Passed> made() const { return made_.now(); }
  /// How far the backup is that verify() reads.
  std::optional<Bytecount::Passed> verified() const { return verified_.now(); }

  /// Ends what is under way, and begins no more.
  void stop() { stopping_ = true; }

 private:
  /// Makes the folder the first time.
  Stored<void> check_place(const std::filesystem::path& doel, const std::vector<std::uint64_t>& numbers) const;
  Stored<Backup> make(const Backupplaats& plaats, std::uint64_t nummer, Tijdstip moment);
  /// Gives what is made its name once all of it was read.
  Stored<Backup> accept(const std::filesystem::path& doel, std::uint64_t nummer,
                        const std::filesystem::path& unfinished, Counted& counted) const;
  Stored<Backup> read_back(const std::filesystem::path& folder, proto::Backupmanifest manifest, Counted& counted) const;
  /// The one of that number in list().
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

/// `foreign` or `io` when no backup can be encrypted with that file.
Stored<void> check_ontvangers(const std::filesystem::path& ontvangers);

}  // namespace vish::storage
