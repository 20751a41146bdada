#pragma once

#include <vector>

#include "proto/terms/bevinding.h"
#include "storage/crypto/crypto.h"
#include "storage/delivery/row_intake.h"

namespace vish::storage {

/// Takes out of the file each kenmerk that holds the BSN of another person in
/// it, and reports those and the ones with nine other digits that may be a BSN.
/// `overgeslagen` are the persons of rows of which nothing is kept. Once, when
/// `rijen` is complete and ascending by person, and all names are sorted.
void drop_named_persons(RowsRead& rows_read, std::vector<Pseudoniem> overgeslagen, const Crypto& crypto,
                        proto::Bevindingen& bevindingen);

}  // namespace vish::storage
