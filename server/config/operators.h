#pragma once

#include <toml++/toml.h>

#include <string_view>
#include <vector>

#include "base/toml/mistakes.h"
#include "server/config/config.h"

namespace vish::server {

inline constexpr std::string_view kOperatorSection = "operator";

/// Reads every [[operator]]. At least one is required; names and fingerprints
/// are unique, because what cannot be undone needs two persons.
std::vector<Operator> read_operators(const toml::table& document, Mistakes& mistakes);

}  // namespace vish::server
