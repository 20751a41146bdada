#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace vish {

/// Reads a number of decimal digits, for instance a field of a date, and returns nothing where `digits` holds any other
/// character. The number must fit in an int; an empty text gives 0.
inline std::optional<int> number_of(std::string_view digits) {
  int value = 0;
  bool all_digits = true;
  for (const char c : digits) {
    const auto digit = static_cast<unsigned char>(c - '0');
    all_digits &= digit <= 9;
    value = value * 10 + digit;
  }
  if (!all_digits) return std::nullopt;
  return value;
}

/// Appends the last `width` decimal digits of `number`, with leading zeros.
inline void append_digits(std::string& out, unsigned number, std::size_t width) {
  out.append(width, '0');
  for (std::size_t at = out.size(); width > 0; --width, number /= 10) out[--at] = static_cast<char>('0' + number % 10);
}

}  // namespace vish
