#pragma once

#include <toml++/toml.h>

#include <filesystem>
#include <string>

#include "proto/result.h"

namespace vish::server {

/// The document; or why there is none, in Dutch: a mistake in the text has its
/// line but not the name of the file, anything else has that name.
Result<toml::table, std::string> read_toml(const std::filesystem::path& file);

}  // namespace vish::server
