#pragma once

#include <vector>

#include "proto/terms/bevinding.h"
#include "storage/crypto/crypto.h"
#include "storage/delivery/row_intake.h"

namespace vish::storage {

/// Empties each kenmerk that holds the BSN of another person in the file, and reports the row. Reports also the rows
/// whose kenmerk has another number that may be a BSN. `overgeslagen` are the persons of rows of which nothing is kept.
/// The caller calls it once, when `rijen` is complete and ascending by person and all names are sorted.
void drop_named_persons(RowsRead& rows_read, std::vector<Pseudoniem> overgeslagen, const Crypto& crypto,
                        proto::Bevindingen& bevindingen);

}  // namespace vish::storage
