#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/core/error.h"
#include "storage/crypto/crypto.h"

namespace vish::storage {

// The form of a file of the copy of the audit log: a head that names the database, and a frame for each line.
// docs/storage.md shows one byte by byte.

/// Returns the head of a file of the copy.
std::string kopie_head(std::string_view database_id);

/// Appends the frame of a line. `record` is the value of the line in the database.
void put_kopieregel(std::string& out, std::uint64_t volgnummer, std::string_view record, const Kopiesleutel& sleutel);

/// Returns the record in the first of several frames. It refers to `frames`.
std::string_view first_record(std::string_view frames);

/// One line of the copy.
struct Kopieregel {
  std::uint64_t volgnummer;
  std::string_view record;  ///< refers to the bytes of the file
};

/// Reads the lines of one file of the copy, in order. One thread at a time.
class Kopielezer {
 public:
  /// Opens a file, given as its bytes. The call fails with `foreign` when the head of the file is not that of a copy of
  /// this database. `file` and the keys must outlive the reader.
  static Stored<Kopielezer> open(std::string_view file, std::string_view database_id,
                                 const LockedVector<Kopiesleutel>& sleutels);

  /// Returns the next line, or nothing at the end, and at the first frame that is not whole, that is not marked with
  /// one of the keys, or whose number is not above the one before.
  std::optional<Kopieregel> next();

  /// Goes on, after next() returned nothing, at the first whole line behind the damage, and returns its number. Returns
  /// nothing when no line follows, because a crash left the end half written.
  std::optional<std::uint64_t> skip_damage();

  /// Returns the bytes up to the end of the last line that next() returned, or to the line that skip_damage() found.
  std::size_t good() const { return good_; }

 private:
  Kopielezer(std::string_view file, std::size_t good, const LockedVector<Kopiesleutel>& sleutels)
      : file_(file), good_(good), sleutels_(&sleutels) {}
  /// Reads the frame at `at`, and moves `at` behind it.
  std::optional<Kopieregel> frame_at(std::size_t& at) const;

  std::string_view file_;
  std::size_t good_;
  const LockedVector<Kopiesleutel>* sleutels_;
  std::uint64_t volgnummer_ = 0;
};

}  // namespace vish::storage
