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

/// One change of one key; no value: the key goes.
struct Op {
  Cf cf;
  std::string key;
  std::optional<std::string> value;
};
using Ops = std::vector<Op>;

/// RocksDB with our settings, as column families and bytes. The only place
/// that translates its errors. Any thread.
class Database {
 public:
  /// For tests: another disk, buffers that are soon full.
  using Adjust = std::function<void(rocksdb::DBOptions&)>;
  static void as_it_is(rocksdb::DBOptions&) {}

  /// Makes a new database; the folder must be empty.
  static Stored<void> create(const std::filesystem::path& folder, const Ops& first, const Adjust& adjust = as_it_is);
  static Stored<std::unique_ptr<Database>> open(const StoreOptions& options, const Adjust& adjust = as_it_is);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  Stored<std::optional<std::string>> get(Cf cf, std::string_view key) const;

  /// Calls `visit` for each key that starts with `prefix`, ascending, until
  /// it returns false. All as of one moment.
  using Visitor = std::function<bool(std::string_view key, std::string_view value)>;
  Stored<void> scan(Cf cf, std::string_view prefix, const Visitor& visit) const;
  /// As scan(), from the first key at or after `start` to the end of the family.
  Stored<void> scan_from(Cf cf, std::string_view start, const Visitor& visit) const;
  /// As scan(), from the last key before `before` down.
  Stored<void> scan_back(Cf cf, std::string_view prefix, std::string_view before, const Visitor& visit) const;

  /// An iterator over the versions of registrations, as of now; bloom filters
  /// answer a seek for a person who is not there.
  std::unique_ptr<rocksdb::Iterator> registraties() const;

  /// Writes all or nothing; with `sync`, and all that was written before,
  /// durable when this returns. After a failure everything further fails.
  Stored<void> write(const Ops& ops, bool sync);
  /// As write(), also below the watermark of the disk, out of what is kept for
  /// it: for the small writes that must always be possible.
  Stored<void> write_urgently(const Ops& ops, bool sync);

  /// Writes without sync what nothing refers to yet or any more, at a pace
  /// that leaves room for answers; refused once end_write_ahead() was called.
  Stored<void> write_ahead(const Ops& ops);
  /// Before closing: what is left to tidy up waits for the next opening.
  void end_write_ahead() { write_ahead_ended_ = true; }

  /// Makes all that the finished files hold part of the database, at once and
  /// durable when this returns. Each key goes over what is there under it.
  Stored<void> take_in(const std::vector<std::unique_ptr<Tabelbestand>>& files);
  /// For Tabelbestand: with the settings of that family, and where it goes.
  std::unique_ptr<rocksdb::SstFileWriter> table_writer(Cf cf) const;
  std::filesystem::path new_table_path();

  WritePace& pace() { return pace_; }

  /// As StoreOptions say.
  const std::filesystem::path& auditkopie() const { return options_.auditkopie; }

  /// Where back_up() puts a backup: beside the files of RocksDB; cleared at the opening.
  std::filesystem::path backup_folder() const;
  /// What a backup is made under: an error ends it.
  using GoOn = std::function<Stored<void>()>;
  /// How many bytes are copied between two questions to a GoOn.
  static constexpr std::uint64_t kBackupStep = 4ULL << 20U;
  /// On the disk; about what a backup takes.
  std::uint64_t bytes() const;
  /// Has RocksDB make a backup there, of all that was acknowledged before,
  /// synced; gives way to answers. `unavailable` without room for it there and
  /// in `doel`, where it will go; or the error of `may_go_on`, which is asked
  /// every kBackupStep.
  Stored<void> back_up(const std::filesystem::path& doel, const GoOn& may_go_on);
  /// `unavailable` when a disk has no more than twice its watermark left, and
  /// so many bytes besides.
  Stored<void> check_backup_room(const std::filesystem::path& doel, std::uint64_t here, std::uint64_t there) const;
  /// Compares every block with its checksum.
  Stored<void> verify() const;

  /// After a failure outside the database of what must be durable with it.
  void refuse_writes() { failed_ = true; }

  /// Looks at the disks, and refuses with the reason when one is full or a
  /// write failed; the log hears of that once.
  Stored<void> check_writable() const;
  /// See Store::look_at_disks() and Store::trouble().
  void look_at_disks();
  std::optional<std::string> trouble() const;

 private:
  Database() = default;
  /// Notes that a write failed: everything further fails.
  Error failed(const rocksdb::Status& status);
  Stored<void> write_batch(const Ops& ops, bool sync);
  /// Null while there is room.
  const char* full_disk() const;
  std::optional<std::string> known_trouble() const;
  rocksdb::ColumnFamilyHandle* handle(Cf cf) const { return handles_.at(static_cast<std::size_t>(cf)); }
  std::unique_ptr<rocksdb::Iterator> ordered(Cf cf) const;

  StoreOptions options_;
  WritePace pace_;
  std::unique_ptr<rocksdb::DB> db_;
  std::array<rocksdb::ColumnFamilyHandle*, kCfCount> handles_{};
  std::atomic<bool> failed_{false};
  mutable std::atomic<const char*> full_{nullptr};  ///< why nothing is written, as last seen
  mutable TroubleLog trouble_log_;
  std::optional<Reserve> reserve_;       ///< none where no room is kept free
  std::atomic<std::int64_t> looked_{0};  ///< when by look_at_disks(), in seconds of a clock that never goes back
  std::atomic<bool> write_ahead_ended_{false};
  std::atomic<std::uint64_t> tables_{0};
};

/// The error that RocksDB's status stands for; the status must not be ok.
Error to_error(const rocksdb::Status& status);

}  // namespace vish::storage
