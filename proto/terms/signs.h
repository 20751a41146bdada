#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "proto/terms/hidden_signs.h"

namespace vish::proto {

// What Unicode says of the signs that stray into values: those that nobody
// sees, those that mean the same as a sign of ASCII, and those that only look
// like one.

/// Whether nobody sees it, or sees only that other signs change places.
/// A tab, LF and CR are not among them.
bool is_hidden(char32_t sign);
bool is_letter_of_any_script(char32_t sign);
/// The sign of ASCII that means the same: a digit of any script, a space, a
/// dash, a quote, a form of another width; itself where it is ASCII.
std::optional<char> same_in_ascii(char32_t sign);
/// The digit that it shows, in ASCII: also raised, lowered or in a circle.
std::optional<char> shown_digit(char32_t sign);
/// The lower-case Latin letters or digit that it looks like, accents left out;
/// empty for a combining accent, nothing for what looks like neither.
std::optional<std::string> looks_like(char32_t sign);
/// Empty for a control character, and for one that libunistring does not know.
std::string unicode_name(char32_t sign);

}  // namespace vish::proto
