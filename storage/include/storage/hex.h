#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace vish::storage {

/// Two lower-case hex digits for each byte.
inline std::string to_hex(std::span<const unsigned char> bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text(bytes.size() * 2, '0');
  std::size_t at = 0;
  for (const unsigned byte : bytes) {
    text[at++] = kDigits[byte >> 4U];
    text[at++] = kDigits[byte & 15U];
  }
  return text;
}

}  // namespace vish::storage
