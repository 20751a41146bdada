#pragma once

#include <cstddef>

#include "proto/json/rapport.h"
#include "storage/database/database.h"
#include "storage/stand/stand.h"

namespace vish::storage {

// The findings on lines of a file take a hundred times the place of their
// counts, and a sender can correct one peildatum without end.

/// The number of newest reports of one peildatum that keep those findings. Refused reports do not count, because their
/// number is bounded.
constexpr std::size_t kMetBevindingen = 3;

/// Adds to `ops` the removal of those findings from the reports that `rapport`, of the same peildatum, makes old. The
/// findings on the whole file and all counts stay. The delivery in force and the held delivery keep all their findings.
/// `voor` and `na` are the states before and after `rapport`; `is_new` says that `rapport` is not stored yet.
Stored<void> drop_old_findings(const Database& database, std::uint32_t nummer, const DeliveryState& voor,
                               const DeliveryState& na, const proto::Aanleverrapport& rapport, bool is_new, Ops& ops);

}  // namespace vish::storage
