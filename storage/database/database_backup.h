#pragma once

#include <filesystem>

#include "base/core/error.h"

namespace vish::storage {

/// Compares every block of a table with its checksum; of another file nothing.
Stored<void> verify_table(const std::filesystem::path& file);

/// Puts the one database that is in a backup of RocksDB (Database::back_up())
/// into an empty folder, with every checksum compared.
Stored<void> restore_database(const std::filesystem::path& backup, const std::filesystem::path& folder);

}  // namespace vish::storage
