#pragma once

#include "storage/database/database.h"
#include "storage/stand/stand.h"

namespace vish::storage {

/// Returns the term after the settings ask for so many years at moment `nu`, by the rules of Auditlog::keep_for().
Bewaartermijn as_asked(const Bewaartermijn& termijn, std::uint64_t jaren, Tijdstip nu);

/// Returns the write of the term.
Op put_bewaartermijn(const Bewaartermijn& termijn);
/// Reads the term into `stand`, which stays as it is in a database without one; `corrupt` when the term is damaged.
Stored<void> read_bewaartermijn(const Database& database, Stand& stand);

}  // namespace vish::storage
