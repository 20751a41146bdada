#pragma once

#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "config/config.h"
#include "http/tls_files.h"
#include "proto/result.h"

namespace vish::server {

/// A configuration that may take the place of the one in force, with what its
/// files hold.
struct Herlezen {
  Config config;
  Tlsbestanden tls;
};

/// The configuration file as it is now; or everything that forbids it, one
/// Dutch sentence each: mistakes in the file, in the files of [tls], a log file
/// that cannot be opened anew, and changes that need a restart.
Result<Herlezen, std::vector<std::string>> read_again(const std::filesystem::path& file, const Config& in_force,
                                                      std::time_t now);

}  // namespace vish::server
