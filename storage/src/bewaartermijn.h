#pragma once

#include "database.h"
#include "storage/stand.h"

namespace vish::storage {

/// What the term becomes when the settings ask for so many years at that
/// moment: see Auditlog::keep_for().
Bewaartermijn as_asked(const Bewaartermijn& termijn, std::uint64_t jaren, proto::Tijdstip nu);

Op put_bewaartermijn(const Bewaartermijn& termijn);
Stored<void> read_bewaartermijn(const Database& database, Stand& stand);

}  // namespace vish::storage
