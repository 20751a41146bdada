#include "storage/database/database.h"

#include <rocksdb/cache.h>
#include <rocksdb/env.h>
#include <rocksdb/iterator.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <string>

#include "base/core/files.h"
#include "base/core/try.h"
#include "storage/database/database_options.h"
#include "storage/database/tabelbestand.h"

namespace vish::storage {
namespace {

/// The folder for table files until they are taken in, beside the files of RocksDB.
constexpr std::string_view kTables = "tabellen";

rocksdb::Slice slice(std::string_view text) { return {text.data(), text.size()}; }
std::string_view view(const rocksdb::Slice& text) { return {text.data(), text.size()}; }

std::int64_t seconds_now() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

Stored<void> find_database(const std::filesystem::path& folder) {
  if (std::filesystem::exists(folder / "CURRENT")) return {};
  return Error{ErrorCode::missing,
               "hier is geen database (een nieuwe, lege index maakt 'vishctl opslag init'; een back-up zet u terug met "
               "'vishd restore'): " +
                   folder.string()};
}

Error to_opening_error(const rocksdb::Status& status) {
  if (!status.IsInvalidArgument()) return to_error(status);
  return {ErrorCode::foreign, "dit is geen database van VISH index: " + status.ToString()};
}

}  // namespace

Error to_error(const rocksdb::Status& status) {
  const std::string text = status.ToString();
  if (status.IsCorruption()) return {ErrorCode::corrupt, "de database is beschadigd: " + text};
  return {ErrorCode::io, "de database weigert: " + text};
}

Stored<void> Database::create(const std::filesystem::path& folder, const Ops& first, const Adjust& adjust) {
  TRY(make_empty_folder(folder));
  StoreOptions options;
  options.folder = folder;
  rocksdb::DBOptions db_options = database_options(options);
  db_options.create_if_missing = true;
  db_options.create_missing_column_families = true;
  adjust(db_options);
  Database database;
  database.options_ = options;
  database.options_.min_free_bytes = 0;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  const auto status =
      rocksdb::DB::Open(db_options, folder.string(), column_families(rocksdb::NewLRUCache(1U << 20U)), &handles, &db);
  if (!status.ok()) return to_error(status);
  database.db_.reset(db);
  std::copy(handles.begin(), handles.end(), database.handles_.begin());
  TRY(database.write(first, true));
  return sync_folder(folder);
}

Stored<std::unique_ptr<Database>> Database::open(const StoreOptions& options, const Adjust& adjust) {
  TRY(find_database(options.folder));
  std::unique_ptr<Database> database(new Database);
  database->options_ = options;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  // Compaction can wait. Flushing cannot wait for long, because the data is still in memory.
  rocksdb::Env::Default()->LowerThreadPoolCPUPriority(rocksdb::Env::Priority::LOW, rocksdb::CpuPriority::kLow);
  auto db_options = database_options(options);
  db_options.rate_limiter = database->pace_.limiter();
  adjust(db_options);
  const auto status = rocksdb::DB::Open(db_options, options.folder.string(),
                                        column_families(rocksdb::NewLRUCache(options.cache_bytes)), &handles, &db);
  if (!status.ok()) return to_opening_error(status);
  database->db_.reset(db);
  std::copy(handles.begin(), handles.end(), database->handles_.begin());
  TRY(make_clean_folder(options.folder / kTables));
  std::error_code ignored;
  std::filesystem::remove_all(database->backup_folder(), ignored);
  database->full_ = database->full_disk();
  if (options.min_free_bytes > 0) {
    database->reserve_.emplace(options.folder);
    if (database->full_.load() == nullptr) database->reserve_->keep();
  }
  return database;
}

Stored<std::unique_ptr<Database>> Database::open_to_read(const StoreOptions& options) {
  // Another process that has the database open may remove a file between the look at its name and its opening.
  constexpr int kTries = 3;
  TRY(find_database(options.folder));
  std::unique_ptr<Database> database(new Database);
  database->options_ = options;
  rocksdb::Status status;
  for (int i = 0; i < kTries; ++i) {
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    rocksdb::DB* db = nullptr;
    status = rocksdb::DB::OpenForReadOnly(database_options(options), options.folder.string(),
                                          column_families(rocksdb::NewLRUCache(1U << 20U)), &handles, &db);
    if (!status.ok()) continue;
    database->db_.reset(db);
    std::copy(handles.begin(), handles.end(), database->handles_.begin());
    return database;
  }
  return to_opening_error(status);
}

Stored<void> Database::write_ahead(const Ops& ops) {
  if (write_ahead_ended_) return Error{ErrorCode::unavailable, "de database wordt gesloten"};
  std::size_t bytes = 0;
  for (const auto& op : ops) bytes += op.key.size() + (op.value ? op.value->size() : 0);
  pace_.await_turn(bytes);
  return write(ops, false);
}

std::filesystem::path Database::new_table_path() {
  return options_.folder / kTables / (std::to_string(++tables_) + ".sst");
}

std::unique_ptr<rocksdb::SstFileWriter> Database::table_writer(Cf cf) const {
  const auto options = db_->GetOptions(handle(cf));
  return std::make_unique<rocksdb::SstFileWriter>(rocksdb::EnvOptions(options), options, handle(cf),
                                                  /*invalidate_page_cache=*/false, rocksdb::Env::IO_LOW);
}

Stored<void> Database::take_in(const std::vector<std::unique_ptr<Tabelbestand>>& files) {
  if (auto writable = check_writable(); !writable) return writable;
  std::map<Cf, rocksdb::IngestExternalFileArg> by_family;
  for (const auto& file : files) {
    auto& argument = by_family[file->cf()];
    argument.column_family = handle(file->cf());
    argument.external_files.push_back(file->path().string());
    argument.options.move_files = true;
    argument.options.write_global_seqno = false;
    argument.options.verify_file_checksum = false;
  }
  std::vector<rocksdb::IngestExternalFileArg> arguments;
  for (auto& [cf, argument] : by_family) {
    // The data in memory is flushed now, so that taking in the files does not hold up all writers for it.
    rocksdb::FlushOptions flush;
    flush.allow_write_stall = true;
    const auto flushed = db_->Flush(flush, argument.column_family);
    if (!flushed.ok()) return failed(flushed);
    arguments.push_back(std::move(argument));
  }
  const auto status = db_->IngestExternalFiles(arguments);
  if (!status.ok()) return failed(status);
  return {};
}

Error Database::failed(const rocksdb::Status& status) {
  failed_ = true;
  return to_error(status);
}

Database::~Database() {
  if (!db_) return;
  for (auto* handle : handles_) db_->DestroyColumnFamilyHandle(handle);
  db_->Close();
}

Stored<std::optional<std::string>> Database::get(Cf cf, std::string_view key) const {
  std::string value;
  const auto status = db_->Get(rocksdb::ReadOptions(), handle(cf), slice(key), &value);
  if (status.IsNotFound()) return std::optional<std::string>();
  if (!status.ok()) return to_error(status);
  return std::optional<std::string>(std::move(value));
}

std::unique_ptr<rocksdb::Iterator> Database::ordered(Cf cf) const {
  rocksdb::ReadOptions options;
  options.total_order_seek = true;
  return std::unique_ptr<rocksdb::Iterator>(db_->NewIterator(options, handle(cf)));
}

Stored<void> Database::scan(Cf cf, std::string_view prefix, const Visitor& visit) const {
  return scan_from(cf, prefix, [&](std::string_view key, std::string_view value) {
    return key.starts_with(prefix) && visit(key, value);
  });
}

Stored<void> Database::scan_from(Cf cf, std::string_view start, const Visitor& visit) const {
  const auto at = ordered(cf);
  at->Seek(slice(start));
  while (at->Valid() && visit(view(at->key()), view(at->value()))) at->Next();
  if (!at->status().ok()) return to_error(at->status());
  return {};
}

Stored<void> Database::scan_back(Cf cf, std::string_view prefix, std::string_view before, const Visitor& visit) const {
  const auto at = ordered(cf);
  before.empty() ? at->SeekToLast() : at->SeekForPrev(slice(before));
  if (at->Valid() && view(at->key()) == before) at->Prev();
  while (at->Valid() && view(at->key()).starts_with(prefix) && visit(view(at->key()), view(at->value()))) at->Prev();
  if (!at->status().ok()) return to_error(at->status());
  return {};
}

std::unique_ptr<rocksdb::Iterator> Database::registraties() const {
  rocksdb::ReadOptions options;
  options.prefix_same_as_start = true;
  options.ignore_range_deletions = true;  // the database holds no range deletions
  return std::unique_ptr<rocksdb::Iterator>(db_->NewIterator(options, handle(Cf::registraties)));
}

const char* Database::full_disk() const {
  if (options_.free_bytes(options_.folder) < options_.min_free_bytes) return "er is te weinig vrije schijfruimte";
  if (!options_.auditkopie.empty() && options_.free_bytes(options_.auditkopie) < options_.min_free_bytes) {
    return "er is te weinig vrije schijfruimte voor de kopie van de verantwoording";
  }
  return nullptr;
}

std::optional<std::string> Database::known_trouble() const {
  if (failed_.load()) return "een schrijfactie is mislukt; herstart na onderzoek van de schijf";
  if (const auto* full = full_.load()) return full;
  return std::nullopt;
}

Stored<void> Database::check_writable() const {
  full_ = full_disk();
  const auto reason = known_trouble();
  trouble_log_.note(reason, options_.log);
  if (reason) return Error{ErrorCode::unavailable, *reason};
  return {};
}

void Database::look_at_disks() {
  full_ = full_disk();
  if (reserve_ && full_.load() == nullptr) reserve_->keep();
  trouble_log_.note(known_trouble(), options_.log);
  looked_ = seconds_now();
}

std::optional<std::string> Database::trouble() const {
  constexpr std::int64_t kSilent = 30;
  const auto looked = looked_.load();
  if (looked != 0 && seconds_now() - looked > kSilent) return "de schijf antwoordt niet";
  return known_trouble();
}

Stored<void> Database::write(const Ops& ops, bool sync) {
  if (auto writable = check_writable(); !writable) return writable;
  return write_batch(ops, sync);
}

Stored<void> Database::write_urgently(const Ops& ops, bool sync) {
  if (auto writable = check_writable(); !writable) {
    if (failed_.load()) return writable;
    if (reserve_) reserve_->give_up();
  }
  return write_batch(ops, sync);
}

Stored<void> Database::write_batch(const Ops& ops, bool sync) {
  rocksdb::WriteBatch batch;
  for (const auto& op : ops) {
    const auto status = op.value ? batch.Put(handle(op.cf), slice(op.key), slice(*op.value))
                                 : batch.Delete(handle(op.cf), slice(op.key));
    if (!status.ok()) return to_error(status);
  }
  rocksdb::WriteOptions options;
  options.sync = sync;
  const auto status = db_->Write(options, &batch);
  if (status.ok()) return {};
  return failed(status);
}

}  // namespace vish::storage
