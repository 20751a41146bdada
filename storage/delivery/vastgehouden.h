#pragma once

#include <cstdint>

#include "storage/crypto/crypto.h"
#include "storage/database/database.h"
#include "storage/delivery/row_intake.h"

namespace vish::storage {

/// Keeps the cleaned-up rows of a held delivery, sealed, until an operator decides. The rows are invisible, and tidy()
/// removes them, until a delivery state names the generation.
Stored<void> save_held(Database& database, const Crypto& crypto, const ChunkKey& list, const RowsRead& rows_read);

/// Reads the rows as save_held() wrote them, with persons named by index key `sleutel`. `aantallen` stays empty: the
/// report has the counts.
Stored<RowsRead> load_held(const Database& database, const Crypto& crypto, const ChunkKey& list, std::uint32_t sleutel);

}  // namespace vish::storage
