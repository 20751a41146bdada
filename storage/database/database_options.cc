#include "storage/database/database_options.h"

#include <rocksdb/cache.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/table.h>

#include <cstdarg>
#include <cstdio>
#include <string>

#include "storage/database/keys.h"

namespace vish::storage {
namespace {

/// The info log of RocksDB aborts the process on a full disk; this one hands its messages to the log of the index.
class InfoLog : public rocksdb::Logger {
 public:
  explicit InfoLog(std::function<void(LogLevel, std::string_view)> log)
      : Logger(rocksdb::InfoLogLevel::WARN_LEVEL), log_(std::move(log)) {}

  using rocksdb::Logger::Logv;
  void Logv(const char* format, va_list arguments) override {
    Logv(rocksdb::InfoLogLevel::INFO_LEVEL, format, arguments);
  }

  void Logv(const rocksdb::InfoLogLevel level, const char* format, va_list arguments) override {
    if (level < GetInfoLogLevel()) return;
    std::array<char, 1024> text{};
    const int length = std::vsnprintf(text.data(), text.size(), format, arguments);
    if (length < 0) return;
    log_(to_level(level), {text.data(), std::min(static_cast<std::size_t>(length), text.size() - 1)});
  }

 private:
  static LogLevel to_level(rocksdb::InfoLogLevel level) {
    if (level >= rocksdb::InfoLogLevel::ERROR_LEVEL) return LogLevel::error;
    return level == rocksdb::InfoLogLevel::WARN_LEVEL ? LogLevel::warn : LogLevel::info;
  }

  std::function<void(LogLevel, std::string_view)> log_;
};

rocksdb::ColumnFamilyOptions common(const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::ColumnFamilyOptions options;
  // Stored values are sealed or small, so that they do not compress; and a folder without compression can be searched
  // for data that must not be in it.
  options.compression = rocksdb::kNoCompression;
  options.bottommost_compression = rocksdb::kNoCompression;
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.format_version = 5;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

/// Keys come in ascending order, so RocksDB may insert each beside the one before.
rocksdb::ColumnFamilyOptions audit(const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::ColumnFamilyOptions options = common(cache);
  options.memtable_insert_with_hint_prefix_extractor.reset(rocksdb::NewFixedPrefixTransform(1));
  return options;
}

rocksdb::ColumnFamilyOptions registraties(const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::ColumnFamilyOptions options = common(cache);
  options.prefix_extractor.reset(rocksdb::NewFixedPrefixTransform(std::tuple_size_v<Pseudoniem>));
  options.memtable_prefix_bloom_size_ratio = 0.05;
  options.optimize_filters_for_hits = false;
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.format_version = 5;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10, false));
  table.whole_key_filtering = false;
  // A hit needs one registration out of millions: small blocks leave room in the cache for more of them.
  table.block_size = 1024;
  table.cache_index_and_filter_blocks = true;
  // A question reads the index and the filter of each file: they stay in memory, and are found without a search.
  table.metadata_cache_options.unpartitioned_pinning = rocksdb::PinningTier::kAll;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

}  // namespace

rocksdb::DBOptions database_options(const StoreOptions& options) {
  rocksdb::DBOptions db;
  db.create_if_missing = false;
  db.paranoid_checks = true;
  db.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  db.recycle_log_file_num = 0;
  db.wal_bytes_per_sync = 0;
  // Large files go to the disk while they are written, a little at a time; otherwise the sync of the log would wait
  // behind a whole file.
  db.bytes_per_sync = std::uint64_t{256} << 10U;
  db.strict_bytes_per_sync = true;
  db.track_and_verify_wals_in_manifest = true;
  db.max_background_jobs = 2;
  db.db_write_buffer_size = std::size_t{128} << 20U;
  db.max_open_files = 1024;
  db.max_total_wal_size = std::uint64_t{256} << 20U;
  db.info_log = std::make_shared<InfoLog>(options.log);
  return db;
}

std::vector<rocksdb::ColumnFamilyDescriptor> column_families(const std::shared_ptr<rocksdb::Cache>& cache) {
  std::vector<rocksdb::ColumnFamilyDescriptor> result;
  for (const auto* name : {"default", "register", "standen", "registraties", "verzamelingen", "rapporten",
                           "vastgehouden", "audit", "auditpersonen"}) {
    const std::string_view family(name);
    auto options = family == "registraties" ? registraties(cache) : family == "audit" ? audit(cache) : common(cache);
    options.paranoid_file_checks = true;
    result.emplace_back(name, options);
  }
  return result;
}

}  // namespace vish::storage
