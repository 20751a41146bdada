#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/core/error.h"
#include "proto/messages/backupmanifest.h"
#include "storage/crypto/zegel.h"

namespace vish::storage {

/// Writes manifest.json and manifest.zegel, on disk when this returns. The keys of the index seal the manifest: a
/// person with only the certificate of a recipient cannot substitute another database.
Stored<void> write_manifest(const std::filesystem::path& folder, const proto::Backupmanifest& manifest,
                            const Zegel& zegel);

/// Reads the manifest of backup `nummer` in its folder. Returns `missing` when there is none; `corrupt` when it was
/// changed or is of another backup.
Stored<proto::Backupmanifest> read_manifest_in(const std::filesystem::path& folder, std::uint64_t nummer,
                                               const Zegel& zegel);
/// Reads the manifest of backup `nummer` in the folder of all backups, as read_manifest_in() does.
Stored<proto::Backupmanifest> read_manifest(const std::filesystem::path& map, std::uint64_t nummer, const Zegel& zegel);

/// Returns `corrupt` when a part in the manifest is missing, or when the parts together have another size. The contents
/// are not read.
Stored<void> check_size(const std::filesystem::path& folder, const proto::Backupmanifest& manifest);

/// The end of the name of a folder that is being made, and of one that is being removed.
constexpr std::string_view kUnfinished = ".nieuw";
constexpr std::string_view kGoing = ".weg";

/// Whether a folder has a manifest, or a remainder of one.
bool is_backup(const std::filesystem::path& folder);

/// Returns the folder of backup `nummer` in the folder of all backups.
std::filesystem::path backup_folder(const std::filesystem::path& map, std::uint64_t nummer);

/// Reads a part; returns `corrupt`, with the path of the part, when the part was changed.
Stored<std::string> read_deel(const std::filesystem::path& folder, const proto::Backupbestand::Deel& deel);

/// Returns the SHA-256 of bytes in lower-case hex.
std::string sha256_hex(std::string_view bytes);

}  // namespace vish::storage
