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

/// The copy of the audit log in a second place, so that a lost disk loses no
/// line of what was answered. It never holds a line that the database does
/// not: the database is written first. One thread.
class Auditkopie {
 public:
  /// Opens the copy in `options.auditkopie`, or begins one; cuts off what a
  /// crash left half written, and adds what the database has beyond it.
  /// `missing` when the database had a copy there and there is none: a disk
  /// that is not mounted. `foreign` when it is of another database.
  /// `conflict` when it has lines that the database does not have: the
  /// database is an older one put back.
  static Stored<std::unique_ptr<Auditkopie>> open(const StoreOptions& options, const std::string& database_id,
                                                  Database& database, const Crypto& crypto);

  /// Adds frames (put_kopieregel()), the first of them of line `first`; on
  /// disk when this returns. With another month than the lines before, a next
  /// file begins, so that old lines do not stay because of newer ones. After
  /// an error no more may be added.
  Stored<void> append(std::uint64_t first, std::string_view frames);

 private:
  Auditkopie(const StoreOptions& options, std::string head)
      : folder_(options.auditkopie), max_bytes_(options.auditkopie_max_bytes), head_(std::move(head)) {}

  /// The number of the last line that the file keeps.
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
  std::unique_ptr<Descriptor> file_;  ///< the newest; none before the first line
  std::size_t bytes_ = 0;
  std::optional<std::chrono::year_month> month_;  ///< of what was added last
};

}  // namespace vish::storage
