#include "storage/database/database_backup.h"

#include <rocksdb/sst_file_reader.h>
#include <rocksdb/utilities/backup_engine.h>

#include <memory>
#include <system_error>

#include "base/core/files.h"
#include "storage/database/database.h"
#include "storage/database/reserve.h"

namespace vish::storage {
namespace {

namespace fs = std::filesystem;

rocksdb::BackupEngineOptions options_for(const fs::path& folder) {
  rocksdb::BackupEngineOptions options(folder.string());
  options.sync = true;
  options.share_table_files = false;
  options.backup_log_files = true;
  return options;
}

/// Returns the bytes that a backup of the folder takes.
std::uint64_t size_of(const fs::path& folder) {
  std::uint64_t bytes = 0;
  std::error_code ignored;
  for (const auto& entry : fs::recursive_directory_iterator(folder, ignored)) {
    const auto size = entry.file_size(ignored);
    if (!ignored && entry.path().filename() != Reserve::kNaam) bytes += size;
  }
  return bytes;
}

}  // namespace

fs::path Database::backup_folder() const { return options_.folder / "backup"; }

Stored<void> Database::check_backup_room(const fs::path& doel, std::uint64_t here, std::uint64_t there) const {
  const auto left = 2 * options_.min_free_bytes;
  if (options_.free_bytes(options_.folder) < here + left) {
    return Error{ErrorCode::unavailable, "voor een back-up is te weinig ruimte naast de database"};
  }
  if (options_.free_bytes(doel) < there + left) {
    return Error{ErrorCode::unavailable, "er is te weinig ruimte voor een back-up in " + doel.string()};
  }
  return {};
}

Stored<void> Database::back_up(const fs::path& doel, const GoOn& may_go_on) {
  const auto size = size_of(options_.folder);
  const auto here = on_same_disk(options_.folder, doel) ? 2 * size : size;
  if (auto room = check_backup_room(doel, here, size); !room) return room;
  const auto folder = backup_folder();
  if (auto made = make_clean_folder(folder); !made) return made;
  auto options = options_for(folder);
  options.backup_rate_limiter = pace_.limiter();
  rocksdb::BackupEngine* opened = nullptr;
  auto done = rocksdb::BackupEngine::Open(rocksdb::Env::Default(), options, &opened);
  if (!done.ok()) return to_error(done);
  const std::unique_ptr<rocksdb::BackupEngine> engine(opened);
  rocksdb::CreateBackupOptions create;
  create.decrease_background_thread_cpu_priority = true;
  auto going = may_go_on();
  create.progress_callback = [&] {
    pace_.writing();
    if (going) going = may_go_on();
    if (!going) engine->StopBackup();
  };
  done = engine->CreateNewBackup(create, db_.get());
  if (!going) return going;
  if (!done.ok()) return to_error(done);
  return {};
}

Stored<void> Database::verify() const {
  const auto status = db_->VerifyChecksum();
  if (!status.ok()) return to_error(status);
  return {};
}

Stored<void> verify_table(const fs::path& file) {
  if (file.extension() != ".sst") return {};
  rocksdb::SstFileReader reader{rocksdb::Options()};
  auto status = reader.Open(file.string());
  if (status.ok()) status = reader.VerifyChecksum();
  if (!status.ok()) return to_error(status);
  return {};
}

Stored<void> restore_database(const fs::path& backup, const fs::path& folder) {
  rocksdb::BackupEngineReadOnly* opened = nullptr;
  auto done = rocksdb::BackupEngineReadOnly::Open(rocksdb::Env::Default(), options_for(backup), &opened);
  if (!done.ok()) return to_error(done);
  const std::unique_ptr<rocksdb::BackupEngineReadOnly> engine(opened);
  std::vector<rocksdb::BackupInfo> backups;
  engine->GetBackupInfo(&backups);
  if (backups.size() != 1) return Error{ErrorCode::corrupt, "in de back-up staat geen database"};
  const auto id = backups.front().backup_id;
  done = engine->VerifyBackup(id, true);
  if (done.ok()) done = engine->RestoreDBFromBackup(id, folder.string(), folder.string());
  if (!done.ok()) return to_error(done);
  return {};
}

}  // namespace vish::storage
