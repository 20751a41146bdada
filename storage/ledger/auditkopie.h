#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/core/error.h"
#include "base/core/files.h"
#include "storage/crypto/crypto.h"
#include "storage/database/database.h"

namespace vish::storage {

/// The copy of the audit log in a second place, so that the loss of a disk loses no line of an answer. The database is
/// written first, so the copy never holds a line that the database does not. One thread at a time.
class Auditkopie {
 public:
  /// Opens the copy in `options.auditkopie`, or begins one; cuts off a line that a crash left half written, and adds
  /// the lines that only the database has. Returns `missing` when the database had a copy there and it is gone (a disk
  /// that is not mounted), `foreign` when the copy is of another database, and `conflict` when the copy has lines that
  /// the database does not have: then the database is an older one.
  static Stored<std::unique_ptr<Auditkopie>> open(const StoreOptions& options, const std::string& database_id,
                                                  Database& database, const Crypto& crypto);

  /// Whether open() would find the copy that the database had there, or a place for one, and no copy of another
  /// database. Changes nothing, and does not compare the lines.
  static Stored<void> check(const std::filesystem::path& folder, const std::string& database_id,
                            const Database& database);

  /// Adds frames (put_kopieregel()), the first of them of line `first`; they are on disk when this returns. A first
  /// frame of another month than the line before begins a next file, so that the removal of old lines does not wait for
  /// newer ones. After an error the caller must not append again.
  Stored<void> append(std::uint64_t first, std::string_view frames);

 private:
  Auditkopie(const StoreOptions& options, std::string head)
      : folder_(options.auditkopie), max_bytes_(options.auditkopie_max_bytes), head_(std::move(head)) {}

  /// Repairs the newest file and opens it; returns the number of its last line.
  Stored<std::uint64_t> mend(const std::filesystem::path& file, const std::string& database_id,
                             const Database& database, const Crypto& crypto, const StoreOptions& options);
  Stored<void> catch_up(std::uint64_t last, const Database& database, const Kopiesleutel& sleutel,
                        const std::function<void()>& goes_on);
  Stored<void> begin_file(std::uint64_t first);
  Stored<void> open_file(const std::filesystem::path& file, std::size_t bytes);

  std::filesystem::path folder_;
  std::size_t max_bytes_;
  std::string head_;
  std::filesystem::path path_;
  std::unique_ptr<Descriptor> file_;  ///< the newest file; null before the first
  std::size_t bytes_ = 0;
  std::optional<std::chrono::year_month> month_;  ///< the month of the last line
};

}  // namespace vish::storage
