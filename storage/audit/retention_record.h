#pragma once

#include "storage/database/database.h"
#include "storage/stand/stand.h"

namespace vish::storage {

/// What the term becomes when the settings ask for so many years at that
/// moment: see Auditlog::keep_for().
Bewaartermijn as_asked(const Bewaartermijn& termijn, std::uint64_t jaren, Tijdstip nu);

Op put_bewaartermijn(const Bewaartermijn& termijn);
Stored<void> read_bewaartermijn(const Database& database, Stand& stand);

}  // namespace vish::storage
