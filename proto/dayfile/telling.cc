#include "proto/dayfile/telling.h"

#include <algorithm>
#include <string_view>

#include "proto/dayfile/ascii.h"
#include "proto/dayfile/woorden.h"

namespace vish::proto::dagbestand {
namespace {

/// A number beside one of these words counts rows …
constexpr std::string_view kOfRows =
    " aantal count eindtotaal record recordcount records regel regels rij rijen row rowcount rows totaal"
    " totaalregel totale totalen total totals ";
/// … unless it stands beside one of these: a time or a total of amounts.
constexpr std::string_view kOfOthers =
    " checksum controlegetal controletotaal elapsed exit hashtotaal runtime som subtotaal sum time ";
/// A number followed by one of these is no count of rows.
constexpr std::string_view kUnits = " bytes ms msec s sec seconds ";
/// The signs inside a number, between thousands or in a date.
constexpr std::string_view kWithin = ".,:/-'";
/// A longer number may be a BSN.
constexpr std::size_t kMostDigitsOfCount = 7;
constexpr std::size_t kGroup = 3;

bool is_within(char c) { return is_digit(c) || kWithin.find(c) != std::string_view::npos; }

/// Whether a text begins with exactly three digits.
bool begins_with_group(std::string_view text) {
  return text.size() >= kGroup && std::all_of(text.begin(), text.begin() + kGroup, is_digit) &&
         (text.size() == kGroup || !is_within(text[kGroup]));
}

/// Cuts a number off the front, with the signs inside it; thousands with a space between them are joined.
std::string take_number(std::string_view& text) {
  std::string number(take_while(text, is_within));
  while (std::ranges::all_of(number, is_digit) && text.starts_with(' ') && begins_with_group(text.substr(1))) {
    number.append(text.substr(1, kGroup));
    text.remove_prefix(1 + kGroup);
  }
  return number;
}

/// Whether a text is groups of three digits separated by `sign`, after a first group of at most three.
bool is_grouped(std::string_view text, char sign) {
  auto first = true;
  for (std::size_t digits = take_while(text, is_digit).size(); digits > 0; digits = take_while(text, is_digit).size()) {
    if (first ? digits > kGroup : digits != kGroup) return false;
    first = false;
    if (text.empty()) return true;
    if (text.front() != sign) return false;
    text.remove_prefix(1);
  }
  return false;
}

/// Reads a whole number; nothing for a date, a time or a fraction.
std::optional<std::uint64_t> whole_number(std::string_view text) {
  while (!text.empty() && !is_digit(text.front())) text.remove_prefix(1);
  while (!text.empty() && !is_digit(text.back())) text.remove_suffix(1);
  const auto sign = std::ranges::find_if_not(text, is_digit);
  if (sign != text.end()) {
    const bool thousands = *sign == '.' || *sign == ',' || *sign == '\'';
    if (!thousands || !is_grouped(text, *sign)) return std::nullopt;
  }
  std::uint64_t number = 0;
  std::size_t digits = 0;
  for (const char c : text) {
    if (!is_digit(c)) continue;
    number = number * 10 + static_cast<std::uint64_t>(c - '0');
    if (++digits > kMostDigitsOfCount) return std::nullopt;
  }
  return digits > 0 ? std::optional(number) : std::nullopt;
}

/// The words and numbers of a line, which tell whether the line is one count of rows.
class Telregel {
 public:
  void read(std::string_view text) {
    while (!text.empty()) {
      if (is_digit(text.front())) {
        add_number(take_number(text), text);
      } else if (const auto word = take_while(text, is_letter_of_word); !word.empty()) {
        of_rows_ |= is_among(kOfRows, word);
        of_others_ |= is_among(kOfOthers, word);
      } else {
        text.remove_prefix(1);
      }
    }
  }
  std::optional<std::uint64_t> count() const {
    return of_rows_ && !of_others_ && numbers_ == 1 ? std::optional(number_) : std::nullopt;
  }

 private:
  void add_number(std::string_view number, std::string_view rest) {
    const auto whole = whole_number(number);
    while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
    if (!whole || is_among(kUnits, take_while(rest, is_letter_of_word))) return;
    ++numbers_;
    number_ = *whole;
  }

  bool of_rows_ = false;
  bool of_others_ = false;
  std::size_t numbers_ = 0;
  std::uint64_t number_ = 0;
};

}  // namespace

std::optional<std::uint64_t> told_count(const Record& record) {
  Telregel regel;
  for (const Field& field : record.fields) regel.read(field.value);
  return regel.count();
}

std::string Rijentelling::text(std::uint64_t told) const {
  return "De telling noemt " + std::to_string(told) + " en gelezen zijn " + std::to_string(of_all_) +
         (of_all_ == 1 ? " rij." : " rijen.");
}

}  // namespace vish::proto::dagbestand
