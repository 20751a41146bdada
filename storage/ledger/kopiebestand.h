#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/core/error.h"
#include "storage/crypto/crypto.h"

namespace vish::storage {

// The form of a file of the copy of the audit log: a head that names the
// database, and a frame for each line; docs/storage.md shows one byte by byte.

std::string kopie_head(std::string_view database_id);

/// Adds the frame of a line. `record` is its value in the database.
void put_kopieregel(std::string& out, std::uint64_t volgnummer, std::string_view record, const Kopiesleutel& sleutel);

/// The record in the first of some frames; refers to them.
std::string_view first_record(std::string_view frames);

struct Kopieregel {
  std::uint64_t volgnummer;
  std::string_view record;  ///< refers to the file's bytes
};

/// The lines of one file, in order.
class Kopielezer {
 public:
  /// `foreign` when the head is not that of a copy of this database. `file`
  /// and the keys must outlive the reader.
  static Stored<Kopielezer> open(std::string_view file, std::string_view database_id,
                                 const LockedVector<Kopiesleutel>& sleutels);

  /// Nothing at the end, and at the first frame that is not whole, is not marked
  /// with one of the keys, or whose number is not above the one before it.
  std::optional<Kopieregel> next();

  /// After next() gave nothing: goes on at the first whole line behind what
  /// is wrong, and gives its number. Nothing when there is none: what a crash left half written.
  std::optional<std::uint64_t> skip_damage();

  /// Bytes up to and including the last line that next() gave.
  std::size_t good() const { return good_; }

 private:
  Kopielezer(std::string_view file, std::size_t good, const LockedVector<Kopiesleutel>& sleutels)
      : file_(file), good_(good), sleutels_(&sleutels) {}
  /// Moves `at` behind the frame there.
  std::optional<Kopieregel> frame_at(std::size_t& at) const;

  std::string_view file_;
  std::size_t good_;
  const LockedVector<Kopiesleutel>* sleutels_;
  std::uint64_t volgnummer_ = 0;
};

}  // namespace vish::storage
