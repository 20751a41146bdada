#pragma once

#include <rocksdb/sst_file_writer.h>

#include <filesystem>
#include <memory>
#include <string_view>

#include "storage/database/database.h"

namespace vish::storage {

/// A sorted table file beside the database, for many keys. It bypasses the log and becomes part of the database as a
/// whole (Database::take_in()), so that no synced write waits behind it. One thread at a time.
class Tabelbestand {
 public:
  /// Makes a file. The destructor removes the file, unless take_in() took it.
  static Stored<std::unique_ptr<Tabelbestand>> create(Database& database, Cf cf);
  ~Tabelbestand();
  Tabelbestand(const Tabelbestand&) = delete;
  Tabelbestand& operator=(const Tabelbestand&) = delete;

  /// Adds a key; keys must come in ascending order.
  Stored<void> add(std::string_view key, std::string_view value);
  /// Ends the file; it is on disk when this returns.
  Stored<void> finish();

  Cf cf() const { return cf_; }
  bool empty() const { return writer_->FileSize() == 0; }
  const std::filesystem::path& path() const { return path_; }

 private:
  Tabelbestand(Database& database, Cf cf, std::filesystem::path path);

  Database& database_;
  Cf cf_;
  std::filesystem::path path_;
  std::unique_ptr<rocksdb::SstFileWriter> writer_;
  std::size_t unchecked_bytes_ = 0;  ///< bytes written since the free space was last checked
};

}  // namespace vish::storage
