#pragma once

#include <optional>

#include "base/core/error.h"
#include "storage/database/database.h"
#include "storage/stand/stand.h"

namespace vish::storage {

// In the default family: that the database was put back from a backup, and
// from which; absent in one that was not, and once it may answer again.

Op put_terugzetting(const Terugzetting& terugzetting);
Op remove_terugzetting();
Stored<std::optional<Terugzetting>> read_terugzetting(const Database& database);

}  // namespace vish::storage
