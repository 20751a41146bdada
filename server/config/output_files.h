#pragma once

#include <filesystem>

#include "base/toml/mistakes.h"
#include "server/config/config.h"

namespace vish::server {

/// Adds a mistake for each file of vishd that would take the place of another file: of the configuration itself, which
/// is `file`, of what it names, or of the other file that vishd writes. A link counts as where it leads.
/// Adds a mistake also for a log in the folder of the key ring, because the key ring accepts no other file there.
void check_output_files(const std::filesystem::path& file, const Config& config, Mistakes& mistakes);

/// Adds a remark for each file of vishd that lies in a folder that vishd keeps for something else.
void remark_output_files(const Config& config, Mistakes& remarks);

}  // namespace vish::server
