#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace vish::packaging {

/// A completion script for bash: after each command its commands, its options
/// once a word begins with a hyphen, and files where a value or a file is due.
std::string bash_completion(const CLI::App& app);

}  // namespace vish::packaging
