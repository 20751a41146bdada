#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/core/error.h"

namespace vish::storage {

// The folder of the copy of the audit log: a file for each stretch of lines.

/// The file whose first line has that number.
std::filesystem::path kopiebestand(const std::filesystem::path& folder, std::uint64_t first);

/// The number of the first line of a file; 0 for a name that is none.
std::uint64_t first_line_of(const std::filesystem::path& file);

/// In order of their lines.
Stored<std::vector<std::filesystem::path>> kopiebestanden(const std::filesystem::path& folder);

/// Removes the files of the copy in `folder` all of whose lines are of before
/// number `first`: they go with the lines of the log. Any thread; a file that
/// is written to stays.
Stored<void> drop_copied_before(const std::filesystem::path& folder, std::uint64_t first);

/// `missing` when there is no copy in `folder`. An empty path: none is kept.
Stored<void> find_copy(const std::filesystem::path& folder);

}  // namespace vish::storage
