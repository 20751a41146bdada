#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar/datum.h"

namespace vish::proto {

/// One backup, as the manifest describes it.
struct Backupgegevens {
  std::uint64_t nummer = 0;
  Tijdstip gemaakt_op{};  ///< the backup holds all that was acknowledged before this moment
  std::string database_id;
  std::uint64_t auditregels = 0;  ///< at least so many lines of the audit log
  std::uint64_t bytes = 0;        ///< on the disk
};

/// A file of the database in a backup, cut into parts that are encrypted by themselves.
struct Backupbestand {
  /// One encrypted part of the file.
  struct Deel {
    std::string naam;    ///< the name of its file in the folder of the backup
    std::string sha256;  ///< of that file, in hex
  };
  std::string naam;  ///< relative, as RocksDB made it
  std::string sha256;
  std::vector<Deel> delen;
};

/// The files of a backup; docs/storage.md tells the whole form.
struct Backupmanifest {
  Backupgegevens backup;
  std::vector<Backupbestand> bestanden;
};

std::string to_json(const Backupmanifest& manifest);
/// Reads a manifest; returns nothing for a text that does not have the form of to_json() of this version.
std::optional<Backupmanifest> backupmanifest_from_json(std::string_view text);

}  // namespace vish::proto
