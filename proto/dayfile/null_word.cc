#include "proto/dayfile/null_word.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "proto/dayfile/ascii.h"
#include "proto/dayfile/csv_reader.h"
#include "proto/dayfile/dressing.h"

namespace vish::proto::dagbestand {
namespace {

constexpr std::size_t kLongest = 40;

/// Whether a value may stand for nothing, by its first letter and its digits; this rejects most values at once. A word
/// for nothing holds no digit.
bool may_be_null_word(std::string_view value) {
  const char first = to_lower(value.front());
  if (is_high(first) || is_digit(first) || is_digit(value.back())) return false;
  if (!is_letter(first)) return true;
  return std::string_view("nlubesdio").find(first) != std::string_view::npos &&
         std::none_of(value.begin(), value.end(), is_digit);
}

/// Returns the text inside the brackets that enclose all of it.
std::string_view without_brackets(std::string_view text) {
  constexpr std::string_view kOpen = "(<[{";
  constexpr std::string_view kClose = ")>]}";
  while (text.size() > 2) {
    const auto kind = kOpen.find(text.front());
    if (kind == std::string_view::npos || text.back() != kClose[kind]) break;
    text = trimmed(text.substr(1, text.size() - 2));
  }
  return text;
}

/// Whether a text consists of the other visible signs of ASCII: no letter and no digit.
bool is_punctuation(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return is_plain(c) && !is_letter(c) && !is_digit(c); });
}

/// Whether a text is an error of a spreadsheet, in any language: #REF!, #NAAM?, #DEEL/0!.
bool is_spreadsheet_error(std::string_view text) {
  return text.size() > 2 && text.front() == '#' && (text.back() == '!' || text.back() == '?');
}

bool is_one_word(std::string_view value) {
  static constexpr auto kWords = std::to_array<std::string_view>(
      {"null",         "nan",          "none",          "nat",      "na",        "n/a",           "nil",
       "nvt",          "n.v.t",        "n.a",           "nan(ind)", "nothing",   "nonetype",      "\\n",
       "\\\\n",        "\\null",       "#n/a",          "#n/b",     "#nb",       "leeg",          "undefined",
       "unset",        "blank",        "empty",         "-nan",     "-nan(ind)", "system.dbnull", "dbnull",
       "dbnull.value", "invalid date", "object object", "&nbsp;",   "&nbsp",     "_x000d_"});
  auto word = without_brackets(value);
  if (is_spreadsheet_error(word)) return true;
  while (word.ends_with('.')) word.remove_suffix(1);
  return std::any_of(kWords.begin(), kWords.end(),
                     [word](std::string_view each) { return equal_ignoring_case(word, each); });
}

/// Whether a value is made of words for nothing with one sign between them, as where a program joined two columns.
bool is_joined(std::string_view value, char sign) {
  if (value.find(sign) == std::string_view::npos) return false;
  while (true) {
    const auto end = value.find(sign);
    const auto part = trimmed(value.substr(0, end));
    if (!part.empty() && !is_one_word(part)) return false;
    if (end == std::string_view::npos) return true;
    value.remove_prefix(end + 1);
  }
}

}  // namespace

bool is_null_word(std::string_view value) {
  constexpr std::string_view kSigns = "-/_ ,;|";
  if (value.empty() || value.size() > kLongest || !may_be_null_word(value)) return false;
  while (unwrap(value)) {
  }
  if (is_punctuation(value) || is_one_word(value)) return true;
  return std::any_of(kSigns.begin(), kSigns.end(), [value](char sign) { return is_joined(value, sign); });
}

}  // namespace vish::proto::dagbestand
