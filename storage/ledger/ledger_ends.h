#pragma once

#include <cstdint>

#include "storage/database/database.h"

namespace vish::storage {

/// Returns the number of the oldest line that the audit log still has; 1 while no line was removed. A search begins
/// there, because RocksDB takes long to pass the marks of removed lines.
Stored<std::uint64_t> first_volgnummer(const Database& database);

/// Returns the number of the newest line, or 0 for an empty log.
Stored<std::uint64_t> last_volgnummer(const Database& database);

}  // namespace vish::storage
