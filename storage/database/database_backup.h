#pragma once

#include <filesystem>

#include "base/core/error.h"

namespace vish::storage {

/// Compares every block of a table file with its checksum; does nothing for another kind of file.
Stored<void> verify_table(const std::filesystem::path& file);

/// Restores the database in a backup of Database::back_up() into an empty folder, and compares every checksum.
Stored<void> restore_database(const std::filesystem::path& backup, const std::filesystem::path& folder);

}  // namespace vish::storage
