#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace vish {

/// Returns two lower-case hex digits for each byte.
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

/// Whether a text holds lower-case hex digits only; an empty text does so too.
inline bool is_hex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// Returns the bytes of which to_hex() made the text, or nothing for a text that is not that of `size` bytes.
template <std::size_t size>
std::optional<std::array<unsigned char, size>> from_hex(std::string_view text) {
  const auto digit = [](char c) -> unsigned {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    return c >= 'a' && c <= 'f' ? static_cast<unsigned>(c - 'a') + 10U : 16U;
  };
  if (text.size() != 2 * size) return std::nullopt;
  std::array<unsigned char, size> bytes{};
  for (std::size_t i = 0; i < size; ++i) {
    const auto high = digit(text[2 * i]);
    const auto low = digit(text[2 * i + 1]);
    if (high > 15U || low > 15U) return std::nullopt;
    bytes.at(i) = static_cast<unsigned char>(high << 4U | low);
  }
  return bytes;
}

}  // namespace vish
