#include "utf8.h"

#include <algorithm>

namespace vish::proto {

std::size_t utf8_length(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool holds_control_character(std::string_view text) {
  unsigned char previous = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) return true;
    if (previous == 0xC2 && byte >= 0x80 && byte <= 0x9F) return true;
    previous = byte;
  }
  return false;
}

}  // namespace vish::proto
