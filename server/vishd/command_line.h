#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <filesystem>
#include <string>

namespace vish::server {

/// The command line of vishd.
struct Opdracht {
  std::string config;  ///< the configuration file
  bool restore = false;
  std::uint64_t backup = 0;
  std::filesystem::path van;  ///< the folder of the backups; empty: as configured
  std::filesystem::path sleutel;
};

/// Gives `app` every option of vishd; parsing fills `opdracht`, which must
/// outlive it.
void add_vishd(CLI::App& app, Opdracht& opdracht);

}  // namespace vish::server
