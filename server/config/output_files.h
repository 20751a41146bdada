#pragma once

#include <filesystem>

#include "base/toml/mistakes.h"
#include "server/config/config.h"

namespace vish::server {

/// Adds a mistake for each file that vishd would write over, or in the folder of, something else: the configuration
/// itself, which is `file`, what it names, and the other file. A link counts as where it leads.
void check_output_files(const std::filesystem::path& file, const Config& config, Mistakes& mistakes);

}  // namespace vish::server
