#pragma once

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

#include "proto/dayfile/ascii.h"

namespace vish::proto::dagbestand {

// Words of a line that is no row.

/// Whether a byte is a letter of ASCII or belongs to a character outside ASCII.
inline bool is_letter_of_word(char c) { return is_letter(c) || is_high(c); }

/// Whether a word is in a list; `words` are in lower case, with a space before and after each.
inline bool is_among(std::string_view words, std::string_view word) {
  std::string searched = " ";
  std::transform(word.begin(), word.end(), std::back_inserter(searched), to_lower);
  return words.find(searched.append(" ")) != std::string_view::npos;
}

/// The months, in the form of is_among().
inline constexpr std::string_view kMonths =
    " januari februari maart april mei juni juli augustus september oktober november december"
    " january february march may june july august october ";

/// Whether eight digits are a day of this time, year first or last.
inline bool is_bare_day(std::string_view digits) {
  if (digits.size() != 8 || !std::all_of(digits.begin(), digits.end(), is_digit)) return false;
  const auto within = [digits](std::size_t at, std::string_view first, std::string_view last) {
    return digits.substr(at, 2) >= first && digits.substr(at, 2) <= last;
  };
  const bool year_first = within(0, "19", "20") && within(4, "01", "12") && within(6, "01", "31");
  return year_first || (within(0, "01", "31") && within(2, "01", "12") && within(4, "19", "20"));
}

/// Cuts the longest front of `rest` in which `is` holds for every character.
template <class Is>
std::string_view take_while(std::string_view& rest, Is is) {
  const auto length = static_cast<std::size_t>(std::find_if_not(rest.begin(), rest.end(), is) - rest.begin());
  const std::string_view taken = rest.substr(0, length);
  rest.remove_prefix(length);
  return taken;
}

}  // namespace vish::proto::dagbestand
