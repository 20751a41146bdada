#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace vish::packaging {

/// A manual page (man(7)) of a program with all its commands, from its own help; `chapters` come after those.
std::string program_page(const CLI::App& app, int section, const std::string& see_also,
                         const std::string& chapters = "");

/// How vishctl.toml looks and where it is found, as chapters of vishctl(1).
std::string profile_chapters();

/// vishd.toml(5), from the table of settings.
std::string settings_page();

}  // namespace vish::packaging
