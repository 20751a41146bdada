#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/core/error.h"
#include "storage/database/database.h"

namespace vish::storage {

// The folder `doel` holds one folder for each backup.

/// Returns the numbers of the backups in `doel`, ascending, unusable backups included. Anything that is no backup is
/// left out, whatever its name. A missing folder has none.
Stored<std::vector<std::uint64_t>> numbers_in(const std::filesystem::path& doel);

/// Returns a number above all `numbers` whose folder does not exist.
std::uint64_t next_number(const std::filesystem::path& doel, const std::vector<std::uint64_t>& numbers);

/// Removes backups that a crash left half made or half removed.
void sweep_backups(const std::filesystem::path& doel);

/// Returns `missing` when `doel` is the known folder of the backups of this database and holds none (`any` is false):
/// the disk is not mounted.
Stored<void> check_doel(const std::filesystem::path& doel, bool any, const Database& database);

/// Returns the changes that make `doel` the known folder of the backups; empty when it is so already.
Stored<Ops> remember_doel(const std::filesystem::path& doel, const Database& database);

}  // namespace vish::storage
