#pragma once

#include <cstdint>

#include "storage/database/database.h"

namespace vish::storage {

/// The number from which on the audit log has its lines; 1 while none was
/// removed. Whoever searches begins there: before it lie only marks of what
/// is gone, which take time to pass.
Stored<std::uint64_t> first_volgnummer(const Database& database);

/// The number of the newest line; 0 for an empty log.
Stored<std::uint64_t> last_volgnummer(const Database& database);

}  // namespace vish::storage
