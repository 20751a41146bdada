#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace vish {

/// Has a program's help speak Dutch. Before its options and commands are
/// added: they take over what it sets.
void speak_dutch(CLI::App& app);

/// To call when all commands were added: gives each the same help flag.
void group_help_flags(CLI::App& app);

/// What is wrong with the arguments, as one Dutch line that names the command
/// it is about. Runs of eight or nine digits are left out: an argument in the
/// wrong place may be a BSN.
std::string usage_text(const CLI::App& app, const CLI::ParseError& error);

}  // namespace vish
