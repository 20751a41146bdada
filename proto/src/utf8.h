#pragma once

#include <cstddef>
#include <string_view>

namespace vish::proto {

/// Characters (code points) in text that is valid UTF-8.
std::size_t utf8_length(std::string_view text);

/// Whether valid UTF-8 holds a character of U+0000–001F or U+007F–009F.
bool holds_control_character(std::string_view text);

}  // namespace vish::proto
