#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "storage/backups.h"
#include "storage/error.h"
#include "zegel.h"

namespace vish::storage {

/// A file of RocksDB's backup, cut into parts that are encrypted by themselves.
struct Backupbestand {
  struct Deel {
    std::string naam;    ///< of its file, in the folder of the backup
    std::string sha256;  ///< of that file, in hex
  };
  std::string naam;  ///< relative, as RocksDB made it
  std::string sha256;
  std::vector<Deel> delen;
};

/// What a backup consists of, sealed with the keys of the index: who has only
/// the certificate of a recipient cannot put another database in its place.
struct Backupmanifest {
  Backup backup;
  std::vector<Backupbestand> bestanden;
};

/// Writes manifest.json and manifest.zegel, durable when this returns.
Stored<void> write_manifest(const std::filesystem::path& folder, const Backupmanifest& manifest, const Zegel& zegel);

/// `missing` when there is no such backup; `corrupt` when it is not as written.
Stored<Backupmanifest> read_manifest(const std::filesystem::path& folder, const Zegel& zegel);

/// The folder of backup `nummer` below that of all.
std::filesystem::path backup_folder(const std::filesystem::path& map, std::uint64_t nummer);

/// The contents of a part as they were written; `corrupt` names the part.
Stored<std::string> read_deel(const std::filesystem::path& folder, const Backupbestand::Deel& deel);

std::string sha256_hex(std::string_view bytes);

}  // namespace vish::storage
