#pragma once

#include <toml++/toml.h>

#include <string_view>
#include <vector>

#include "base/toml/mistakes.h"
#include "server/config/config.h"

namespace vish::server {

inline constexpr std::string_view kOperatorSection = "operator";

/// Reads every [[operator]]; adds to `mistakes` what is wrong. At least one operator must have role beheer; names and
/// fingerprints are unique, because an irreversible act needs two persons.
std::vector<Operator> read_operators(const toml::table& document, Mistakes& mistakes);

/// Adds a remark for each operator whose name looks like that of one before: in capitals only, or in signs that many
/// fonts draw alike.
void remark_alike_names(const toml::table& document, Mistakes& remarks);

}  // namespace vish::server
