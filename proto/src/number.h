#pragma once

#include <optional>
#include <string_view>

namespace vish::proto {

/// The number in a field that holds digits only, few enough for an int.
inline std::optional<int> number_of(std::string_view digits) {
  int value = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace vish::proto
