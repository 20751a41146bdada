#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vish::proto {

/// Returns the first sign of a text for which is_hidden() holds, if there is one.
std::optional<char32_t> find_hidden(std::string_view text);

/// Names a sign so that people can look it up: "U+200B ZERO WIDTH SPACE". A sign without a known name gives its number
/// only. A digit gives the range of its script only, because the digit may belong to a BSN.
std::string sign_name(char32_t sign);

}  // namespace vish::proto
