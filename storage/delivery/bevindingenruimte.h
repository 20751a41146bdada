#pragma once

#include <cstddef>

#include "proto/json/rapport.h"
#include "storage/database/database.h"
#include "storage/stand/stand.h"

namespace vish::storage {

// The findings on lines of a file take a hundred times the place of their
// counts, and a sender can correct one peildatum without end.

/// So many of the newest reports of one peildatum keep those findings; refused
/// reports do not count, since they are bounded in number.
constexpr std::size_t kMetBevindingen = 3;

/// Adds to `ops` what takes those findings out of the reports that a report
/// of the same peildatum makes old; what it says of the whole file, and all
/// counts, stay. The delivery in force
/// and the one that is held keep theirs. `voor` and `na`: before that report and
/// after it; `is_new`: it is not stored yet.
Stored<void> drop_old_findings(const Database& database, std::uint32_t nummer, const DeliveryState& voor,
                               const DeliveryState& na, const proto::Aanleverrapport& rapport, bool is_new, Ops& ops);

}  // namespace vish::storage
