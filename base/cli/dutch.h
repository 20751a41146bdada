#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace vish {

/// Makes the help of a program Dutch. The caller calls this before it adds options and commands, because they copy
/// these settings when they are added.
void speak_dutch(CLI::App& app);

/// Puts the help flag of every command in the group "Opties". The caller calls this after it has added all commands.
void group_help_flags(CLI::App& app);

/// Describes a mistake in the arguments as one Dutch line that names the command. A run of eight or nine digits in it
/// becomes "…", because an argument in the wrong place may be a BSN.
std::string usage_text(const CLI::App& app, const CLI::ParseError& error);

}  // namespace vish
