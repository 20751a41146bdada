#pragma once

#include <ctime>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/core/result.h"
#include "server/config/config.h"
#include "server/tls/tls_files.h"
#include "storage/stand/stand.h"

namespace vish::server {

/// A configuration that the server can run with, and the contents of its files.
struct CheckedConfig {
  Config config;
  Tlsbestanden tls;
  /// Remarks that an operator should know although they forbid nothing, one Dutch sentence each.
  std::vector<std::string> remarks;
};

/// Returns the folder of the revocation lists that were last in force, in the folder of the database.
std::filesystem::path saved_lists_of(const Config& config);

/// Returns what the registry holds against operators of the configuration, one Dutch sentence each: a name of an
/// operator who ended, or a certificate that is or was of another operator. Neither ever goes to another person
/// (decision 47).
std::vector<std::string> operator_mistakes(const Config& config, const storage::Stand& stand);

/// Returns why a start would end at the database although check_config() is content, one Dutch sentence each; see
/// Store::look(), and operator_mistakes(). A caller calls this while the database is not open in this process. It
/// blocks on the disk.
std::vector<std::string> database_mistakes(const Config& config);

/// A BesidesCheck checks a configuration further and returns the mistakes that it finds.
using BesidesCheck = std::function<std::vector<std::string>(const Config&)>;

/// Checks a configuration file for `vishctl config check`, for the start of vishd and for a reload: the file and the
/// files that it names are good, and there are keys and a database. An error holds every mistake, one Dutch sentence
/// each, with those of `besides`. The check changes nothing, and blocks on the disk.
Result<CheckedConfig, std::vector<std::string>> check_config(
    const std::filesystem::path& file, std::time_t now, Occasion occasion,
    const BesidesCheck& besides = [](const Config&) { return std::vector<std::string>(); });

}  // namespace vish::server
