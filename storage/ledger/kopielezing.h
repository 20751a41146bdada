#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "base/core/error.h"
#include "storage/crypto/crypto.h"
#include "storage/database/database.h"

namespace vish::storage {

/// Shows the lines of the copy in `folder` that the database does not have, in order, until `visit` returns false.
/// Returns `missing` when there is no copy, `foreign` when it is a copy of another database, `conflict` when its line
/// with the number of the database's last line differs from that line, and `corrupt` when lines are damaged or missing
/// (the text gives their numbers) or when the copy ends before the database does.
Stored<void> read_beyond(const std::filesystem::path& folder, const std::string& database_id, const Database& database,
                         const Crypto& crypto,
                         const std::function<bool(std::uint64_t volgnummer, std::string_view record)>& visit);

}  // namespace vish::storage
