#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/core/error.h"
#include "storage/database/database.h"

namespace vish::storage {

// The folder `doel`, with a folder for each backup in it.

/// The numbers of the backups in it, ascending, also of those of no use. What
/// is not a backup is left out, whatever its name. None when there is no folder.
Stored<std::vector<std::uint64_t>> numbers_in(const std::filesystem::path& doel);

/// Above all `numbers`, and with a name that nothing has in the folder.
std::uint64_t next_number(const std::filesystem::path& doel, const std::vector<std::uint64_t>& numbers);

/// Removes what a crash left of one that was made or removed.
void sweep_backups(const std::filesystem::path& doel);

/// `missing` when the backups of this database go there and it holds none
/// (`any`): the disk is not mounted.
Stored<void> check_doel(const std::filesystem::path& doel, bool any, const Database& database);

/// Remembers that the backups of this database go there; nothing to write when
/// that is known.
Stored<Ops> remember_doel(const std::filesystem::path& doel, const Database& database);

}  // namespace vish::storage
