#pragma once

#include <algorithm>
#include <functional>
#include <iterator>
#include <optional>
#include <string_view>

namespace vish::proto {

/// Returns the value of an enum whose entry in a list holds that text, or nothing when no entry does. The list stands
/// in the order of the enum.
template <class Enum, class List, class TextOf = std::identity>
std::optional<Enum> find_word(const List& list, std::string_view text, TextOf text_of = {}) {
  const auto found = std::ranges::find(list, text, text_of);
  if (found == list.end()) return std::nullopt;
  return static_cast<Enum>(std::distance(list.begin(), found));
}

}  // namespace vish::proto
