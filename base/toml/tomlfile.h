#pragma once

#include <toml++/toml.h>

#include <filesystem>
#include <string>

#include "base/core/result.h"

namespace vish {

/// Reads a TOML file. An error is Dutch text that says why there is no document: for a mistake in the TOML the text
/// begins with the line ("regel 12: …") and does not name the file; for a file that cannot be read the text names the
/// file.
Result<toml::table, std::string> read_toml(const std::filesystem::path& file);

}  // namespace vish
