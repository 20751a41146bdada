#pragma once

#include <optional>
#include <string_view>

namespace vish::proto {

/// The number in a field that holds digits only, few enough for an int.
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

}  // namespace vish::proto
