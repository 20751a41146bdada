#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace vish {

/// Characters (code points) in text that is valid UTF-8.
std::size_t utf8_length(std::string_view text);

/// Whether valid UTF-8 holds a character of U+0000–001F or U+007F–009F.
bool holds_control_character(std::string_view text);

/// Cuts the first character off text that is not empty. What is no UTF-8 goes
/// byte by byte, as U+FFFD.
char32_t take_character(std::string_view& text);

void append_character(std::string& out, char32_t character);

}  // namespace vish
