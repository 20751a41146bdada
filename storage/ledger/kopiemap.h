#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/core/error.h"

namespace vish::storage {

// The folder of the copy of the audit log: one file for each stretch of lines.

/// Returns the path of the file whose first line has the number `first`.
std::filesystem::path kopiebestand(const std::filesystem::path& folder, std::uint64_t first);

/// Returns the number of the first line of a file, or 0 for a name that is no file of the copy.
std::uint64_t first_line_of(const std::filesystem::path& file);

/// Returns the files of the copy, in order of their lines.
Stored<std::vector<std::filesystem::path>> kopiebestanden(const std::filesystem::path& folder);

/// Removes the files in `folder` that hold only lines before number `first`, which the log loses too. The newest file
/// stays, because it is written to. Safe to call from any thread.
Stored<void> drop_copied_before(const std::filesystem::path& folder, std::uint64_t first);

/// Returns `missing` when there is no copy in `folder`; an empty path means that no copy is kept.
Stored<void> find_copy(const std::filesystem::path& folder);

}  // namespace vish::storage
