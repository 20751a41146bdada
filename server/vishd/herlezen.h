#pragma once

#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "base/core/result.h"
#include "server/check/config_check.h"
#include "server/config/config.h"
#include "storage/stand/stand.h"

namespace vish::server {

/// Returns the configuration file as it is now, to take the place of the one in force; or everything that forbids it,
/// one Dutch sentence each: the mistakes of check_config() and operator_mistakes(), and changes that need a restart.
Result<CheckedConfig, std::vector<std::string>> read_again(const std::filesystem::path& file, const Config& in_force,
                                                           const storage::Stand& stand, std::time_t now);

}  // namespace vish::server
