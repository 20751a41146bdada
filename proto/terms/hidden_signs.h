#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vish::proto {

/// The first sign of a text that nobody sees, or that changes the direction of
/// the rest, if it has one. A tab, LF and CR are not among them.
std::optional<char32_t> find_hidden(std::string_view text);

/// As people can look it up: "U+200B ZERO WIDTH SPACE". Only the number where
/// the sign is neither hidden nor mistaken for another; of a digit only of
/// which script it is, since it may belong to a BSN.
std::string sign_name(char32_t sign);

}  // namespace vish::proto
