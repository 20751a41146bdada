#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace vish::packaging {

/// A completion script for bash: after each command its commands and options,
/// and files after an option that takes a value.
std::string bash_completion(const CLI::App& app);

}  // namespace vish::packaging
