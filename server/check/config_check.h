#pragma once

#include <ctime>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/core/result.h"
#include "server/config/config.h"
#include "server/http/tls_files.h"

namespace vish::server {

/// A configuration to serve with, and what its files hold.
struct CheckedConfig {
  Config config;
  Tlsbestanden tls;
  std::vector<std::string> remarks;  ///< what does not stand in the way, one Dutch sentence each
};

/// Where the revocation lists are kept that were in force last: with the database.
std::filesystem::path saved_lists_of(const Config& config);

/// What a caller holds against a configuration besides.
using BesidesCheck = std::function<std::vector<std::string>(const Config&)>;

/// All that `vishctl config check`, the start of vishd and a reload ask of a
/// configuration file: that it and the files it names are good, and that there
/// are keys and a database. Or every mistake, one Dutch sentence each, with
/// what `besides` finds. Changes nothing; blocks on the disk.
Result<CheckedConfig, std::vector<std::string>> check_config(
    const std::filesystem::path& file, std::time_t now, Occasion occasion,
    const BesidesCheck& besides = [](const Config&) { return std::vector<std::string>(); });

}  // namespace vish::server
