#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/core/error.h"
#include "proto/messages/backupmanifest.h"
#include "storage/crypto/zegel.h"

namespace vish::storage {

/// The manifest is sealed with the keys of the index: who has only the
/// certificate of a recipient cannot put another database in its place.
/// Writes manifest.json and manifest.zegel, durable when this returns.
Stored<void> write_manifest(const std::filesystem::path& folder, const proto::Backupmanifest& manifest,
                            const Zegel& zegel);

/// Of backup `nummer`, in its folder. `missing` when there is none; `corrupt` when it
/// is not as written, or not that one.
Stored<proto::Backupmanifest> read_manifest_in(const std::filesystem::path& folder, std::uint64_t nummer,
                                               const Zegel& zegel);
/// As read_manifest_in(), in the folder that the backup has in `map`.
Stored<proto::Backupmanifest> read_manifest(const std::filesystem::path& map, std::uint64_t nummer, const Zegel& zegel);

/// `corrupt` when the parts that it names are not there or have other sizes;
/// their contents are not read.
Stored<void> check_size(const std::filesystem::path& folder, const proto::Backupmanifest& manifest);

/// After the number in the name of a folder: being made, being removed.
constexpr std::string_view kUnfinished = ".nieuw";
constexpr std::string_view kGoing = ".weg";

/// Whether a folder has, or has what is left of, a manifest.
bool is_backup(const std::filesystem::path& folder);

/// The folder of backup `nummer` below that of all.
std::filesystem::path backup_folder(const std::filesystem::path& map, std::uint64_t nummer);

/// The contents of a part as they were written; `corrupt` names the part.
Stored<std::string> read_deel(const std::filesystem::path& folder, const proto::Backupbestand::Deel& deel);

std::string sha256_hex(std::string_view bytes);

}  // namespace vish::storage
