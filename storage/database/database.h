#pragma once

#include <rocksdb/db.h>
#include <rocksdb/sst_file_writer.h>

#include <array>
#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/error.h"
#include "storage/database/keys.h"
#include "storage/database/reserve.h"
#include "storage/database/store_options.h"
#include "storage/database/trouble_log.h"
#include "storage/database/write_pace.h"

namespace vish::storage {

class Tabelbestand;

/// A change of one key; without a value the key is removed.
struct Op {
  Cf cf;
  std::string key;
  std::optional<std::string> value;
};
/// Changes that are written together, in order.
using Ops = std::vector<Op>;

/// RocksDB with the settings of the index, as column families of bytes. Only this class translates the errors of
/// RocksDB. Safe to call from any thread.
class Database {
 public:
  /// Changes the settings of RocksDB, for tests with another disk or small buffers.
  using Adjust = std::function<void(rocksdb::DBOptions&)>;
  static void as_it_is(rocksdb::DBOptions&) {}

  /// Makes a database with `first` in it, on disk when this returns. The folder must be empty.
  static Stored<void> create(const std::filesystem::path& folder, const Ops& first, const Adjust& adjust = as_it_is);
  /// Opens a database, and never makes one. Returns `missing` where there is none, and `foreign` where the database is
  /// not of this program.
  static Stored<std::unique_ptr<Database>> open(const StoreOptions& options, const Adjust& adjust = as_it_is);
  /// Reads a database as it is now, for get() and scan(), also while another process has it open. The call changes
  /// nothing in the folder, and fails as open() does.
  static Stored<std::unique_ptr<Database>> open_to_read(const StoreOptions& options);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// Returns the value of a key, or nothing when there is no such key.
  Stored<std::optional<std::string>> get(Cf cf, std::string_view key) const;

  /// Gets a key and its value, and returns whether the scan goes on.
  using Visitor = std::function<bool(std::string_view key, std::string_view value)>;
  /// Calls `visit` for each key that starts with `prefix`, ascending, until `visit` returns false. The scan sees the
  /// database as it is at one moment.
  Stored<void> scan(Cf cf, std::string_view prefix, const Visitor& visit) const;
  /// Does as scan(), from the first key at or after `start` to the end of the column family.
  Stored<void> scan_from(Cf cf, std::string_view start, const Visitor& visit) const;
  /// Does as scan(), but descending from the last key before `before`.
  Stored<void> scan_back(Cf cf, std::string_view prefix, std::string_view before, const Visitor& visit) const;

  /// Makes an iterator over the versions of registrations as they are now. A bloom filter answers a seek for a person
  /// who has none.
  std::unique_ptr<rocksdb::Iterator> registraties() const;

  /// Writes all changes or none. With `sync` these changes and all earlier ones are on disk when this returns. After a
  /// failed write every later write fails.
  Stored<void> write(const Ops& ops, bool sync);
  /// Does as write(), but also when the disk is below its watermark: it then gives up the reserved room. The caller
  /// uses this for small writes that must always be possible.
  Stored<void> write_urgently(const Ops& ops, bool sync);

  /// Writes without sync data to which nothing refers yet or any more, at a pace that leaves room for answers. Returns
  /// `unavailable` after end_write_ahead().
  Stored<void> write_ahead(const Ops& ops);
  /// Ends writing ahead, before closing. Data that is not yet tidied up waits for the next opening.
  void end_write_ahead() { write_ahead_ended_ = true; }

  /// Makes the contents of finished files part of the database, all at once and on disk when this returns. A key in a
  /// file replaces the same key in the database.
  Stored<void> take_in(const std::vector<std::unique_ptr<Tabelbestand>>& files);
  /// Makes the writer of a Tabelbestand with the settings of its column family, and the path of a new one.
  std::unique_ptr<rocksdb::SstFileWriter> table_writer(Cf cf) const;
  std::filesystem::path new_table_path();

  /// Returns the pace of large writes.
  WritePace& pace() { return pace_; }

  /// Returns the folder of the copy of the audit log, from StoreOptions.
  const std::filesystem::path& auditkopie() const { return options_.auditkopie; }

  /// Returns the folder in which back_up() makes a backup, beside the files of RocksDB. Opening the database clears it.
  std::filesystem::path backup_folder() const;
  /// Tells whether a backup may go on: an error ends the backup.
  using GoOn = std::function<Stored<void>()>;
  /// The number of bytes that are copied between two questions to a GoOn.
  static constexpr std::uint64_t kBackupStep = 4ULL << 20U;
  /// Returns the bytes of the database on the disk, which is about what a backup takes.
  std::uint64_t bytes() const;
  /// Makes a synced backup in backup_folder() with RocksDB, of all that was acknowledged before. The work gives way to
  /// answers. Returns `unavailable` when there is no room for the backup there and in `doel`, its later place, or the
  /// error of `may_go_on`, which the work asks every kBackupStep.
  Stored<void> back_up(const std::filesystem::path& doel, const GoOn& may_go_on);
  /// Returns `unavailable` unless the disk of the database has room for `here` bytes and the disk of `doel` for `there`
  /// bytes, each with twice its watermark left.
  Stored<void> check_backup_room(const std::filesystem::path& doel, std::uint64_t here, std::uint64_t there) const;
  /// Compares every block of the database with its checksum.
  Stored<void> verify() const;

  /// Makes every later write fail, after a failure to write something that must be as durable as the database.
  void refuse_writes() { failed_ = true; }

  /// Looks at the disks; returns `unavailable` with the reason when a disk is full or a write failed. The log gets a
  /// line when this begins and when it ends.
  Stored<void> check_writable() const;
  /// See Store::look_at_disks() and Store::trouble().
  void look_at_disks();
  std::optional<std::string> trouble() const;

 private:
  Database() = default;
  /// Notes that a write failed, after which every later write fails.
  Error failed(const rocksdb::Status& status);
  Stored<void> write_batch(const Ops& ops, bool sync);
  /// Says which disk is full; null for none.
  const char* full_disk() const;
  std::optional<std::string> known_trouble() const;
  rocksdb::ColumnFamilyHandle* handle(Cf cf) const { return handles_.at(static_cast<std::size_t>(cf)); }
  std::unique_ptr<rocksdb::Iterator> ordered(Cf cf) const;

  StoreOptions options_;
  WritePace pace_;
  std::unique_ptr<rocksdb::DB> db_;
  std::array<rocksdb::ColumnFamilyHandle*, kCfCount> handles_{};
  std::atomic<bool> failed_{false};
  mutable std::atomic<const char*> full_{nullptr};  ///< why a disk is full, as last seen; null for none
  mutable TroubleLog trouble_log_;
  std::optional<Reserve> reserve_;  ///< absent where the settings keep no room free
  /// when look_at_disks() last ran, in seconds of a monotonic clock; 0 for never
  std::atomic<std::int64_t> looked_{0};
  std::atomic<bool> write_ahead_ended_{false};
  std::atomic<std::uint64_t> tables_{0};
};

/// Translates a status of RocksDB, which must not be ok.
Error to_error(const rocksdb::Status& status);

}  // namespace vish::storage
