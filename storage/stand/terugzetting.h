#pragma once

#include <optional>

#include "base/core/error.h"
#include "storage/database/database.h"
#include "storage/stand/stand.h"

namespace vish::storage {

// The record that the database was restored, in the default column family. It is absent in a database that was not
// restored, and after an operator let the database answer again.

Op put_terugzetting(const Terugzetting& terugzetting);
Op remove_terugzetting();
Stored<std::optional<Terugzetting>> read_terugzetting(const Database& database);

}  // namespace vish::storage
