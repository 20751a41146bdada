#pragma once

#include <string>

#include "vishctl/client/view.h"

namespace vish::vishctl {

/// Reads a file of the registry: TOML for a name that ends in .toml, else JSON; `-` is JSON from standard input. Throws
/// Failure (local) that says where the file cannot be read.
Json read_registerbestand(const std::string& file);

/// Returns the registry as TOML, for people to edit.
std::string registerbestand_toml(const Json& bestand);

/// Returns the effect of an import, done or not done yet, as lines for people.
std::string registerverschil_text(const Json& verschil);

}  // namespace vish::vishctl
