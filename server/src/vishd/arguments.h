#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace vish::server {

/// Gives `app` every option of vishd; parsing puts the configuration file in
/// `file`, which must outlive it.
void add_vishd(CLI::App& app, std::string& file);

}  // namespace vish::server
