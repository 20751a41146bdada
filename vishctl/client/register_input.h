#pragma once

#include <string>

#include "vishctl/client/view.h"

namespace vish::vishctl {

/// A file of the registry, or with `-` JSON from standard input: TOML for a
/// name that ends in .toml, else JSON. Throws Failure (local) with where it
/// cannot be read.
Json read_registerbestand(const std::string& file);

/// The same as TOML, for people to edit.
std::string registerbestand_toml(const Json& bestand);

/// What an import does or would do, as lines for people.
std::string registerverschil_text(const Json& verschil);

}  // namespace vish::vishctl
