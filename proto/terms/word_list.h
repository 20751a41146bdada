#pragma once

#include <algorithm>
#include <functional>
#include <iterator>
#include <optional>
#include <string_view>

namespace vish::proto {

/// The value of an enum whose entry in a list holds that text; the list stands in the order of the enum. Nothing when
/// no entry does.
template <class Enum, class List, class TextOf = std::identity>
std::optional<Enum> find_word(const List& list, std::string_view text, TextOf text_of = {}) {
  const auto found = std::ranges::find(list, text, text_of);
  if (found == list.end()) return std::nullopt;
  return static_cast<Enum>(std::distance(list.begin(), found));
}

}  // namespace vish::proto
