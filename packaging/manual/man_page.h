#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace vish::packaging {

/// A manual page (man(7)) of a program with all its commands, from its own help.
std::string program_page(const CLI::App& app, int section, const std::string& see_also);

/// vishd.toml(5), from the table of settings.
std::string settings_page();

}  // namespace vish::packaging
