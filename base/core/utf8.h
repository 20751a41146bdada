#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace vish {

/// Whether the bytes are valid UTF-8.
bool is_utf8(std::string_view bytes);

/// Counts the characters (code points) in valid UTF-8.
std::size_t utf8_length(std::string_view text);

/// Whether valid UTF-8 holds a control character: U+0000–001F or U+007F–009F.
bool holds_control_character(std::string_view text);

/// Cuts the first character off a text that is not empty, and returns it. A byte that begins no valid UTF-8 is cut off
/// alone and gives U+FFFD.
char32_t take_character(std::string_view& text);

/// Appends a character as UTF-8.
void append_character(std::string& out, char32_t character);

}  // namespace vish
