#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "proto/terms/hidden_signs.h"

namespace vish::proto {

// What Unicode says of signs that stray into values: hidden signs, signs that mean the same as a sign of ASCII, and
// signs that look like one.

/// Whether a sign is hidden: invisible, or with no effect but on the order of other signs. A tab, LF and CR are not
/// hidden.
bool is_hidden(char32_t sign);
bool is_letter_of_any_script(char32_t sign);
/// Returns the sign of ASCII that means the same: for a digit of any script, a space, a dash, a quote, or a form of
/// another width. A sign of ASCII gives itself.
std::optional<char> same_in_ascii(char32_t sign);
/// Returns the ASCII digit that a sign shows, also for a raised, lowered or circled digit.
std::optional<char> shown_digit(char32_t sign);
/// Returns the lower-case Latin letters or the digit that a sign looks like, without accents. Returns an empty text for
/// a combining accent, and nothing for a sign that looks like neither.
std::optional<std::string> looks_like(char32_t sign);
/// Returns the name of a sign in Unicode, or an empty text for a control character, and for a sign that libunistring
/// does not know.
std::string unicode_name(char32_t sign);

}  // namespace vish::proto
