#pragma once

#include <toml++/toml.h>

#include <filesystem>
#include <string>

#include "base/core/result.h"

namespace vish {

/// The document; or why there is none, in Dutch: a mistake in the text has its
/// line but not the name of the file, anything else has that name.
Result<toml::table, std::string> read_toml(const std::filesystem::path& file);

}  // namespace vish
