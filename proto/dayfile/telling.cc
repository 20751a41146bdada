#include "proto/dayfile/telling.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "proto/dayfile/ascii.h"
#include "proto/dayfile/woorden.h"

namespace vish::proto::dagbestand {
namespace {

/// A number behind one of these words is no number of rows …
constexpr std::string_view kOfOthers = " checksum elapsed exit hashtotaal runtime taken time ";
/// … and neither is a number with one of these words behind it.
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

/// Returns the number in a text of digits and signs, or nothing for more than kMostDigitsOfCount digits.
std::optional<std::uint64_t> digits_of(std::string_view text) {
  std::uint64_t number = 0;
  std::size_t digits = 0;
  for (const char c : text) {
    if (!is_digit(c)) continue;
    number = number * 10 + static_cast<std::uint64_t>(c - '0');
    if (++digits > kMostDigitsOfCount) return std::nullopt;
  }
  return number;
}

/// Returns the whole number that a text is, thousands apart or not, or nothing for any other text.
std::optional<std::uint64_t> whole_number(std::string_view text) {
  const auto sign = std::ranges::find_if_not(text, is_digit);
  if (sign != text.end()) {
    const bool thousands = *sign == '.' || *sign == ',' || *sign == '\'';
    if (!thousands || !is_grouped(text, *sign)) return std::nullopt;
  }
  return digits_of(text);
}

/// A part of a date or time, with the number of its digits.
struct Deel {
  std::size_t digits;
  std::uint64_t value;
};

/// Returns the numbers between those signs, or none where other signs stand between numbers.
std::vector<Deel> parts_of(std::string_view text, char sign) {
  std::vector<Deel> delen;
  while (true) {
    const auto digits = take_while(text, is_digit);
    delen.push_back({digits.size(), digits_of(digits).value_or(0)});
    if (text.empty()) return delen;
    if (text.front() != sign) return {};
    text.remove_prefix(1);
  }
}

bool is_date(std::string_view text, char sign) {
  const auto delen = parts_of(text, sign);
  if (delen.size() != 3 || delen[1].digits > 2 || delen[1].value == 0 || delen[1].value > 12) return false;
  const bool year_first = delen[0].digits == 4;
  const auto& [year, day] = year_first ? std::pair(delen[0], delen[2]) : std::pair(delen[2], delen[0]);
  return (year.digits == 4 || (year.digits == 2 && !year_first)) && day.digits <= 2 && day.value > 0 && day.value < 32;
}

/// Whether a text is a time of the day, also with parts of a second.
bool is_time(std::string_view text) {
  const auto delen = parts_of(text.substr(0, text.find_first_of(".,")), ':');
  if (delen.size() < 2 || delen.size() > 3 || delen[0].digits > 2) return false;
  return std::all_of(delen.begin() + 1, delen.end(),
                     [](const Deel& deel) { return deel.digits == 2 && deel.value < 60; });
}

bool is_moment(std::string_view text) {
  return is_bare_day(text) || is_date(text, '-') || is_date(text, '/') || is_date(text, '.') || is_time(text);
}

/// Returns the one or two decimals behind the last comma or full stop.
std::string_view decimals_of(std::string_view text) {
  const auto sign = text.find_last_of(".,");
  if (sign == std::string_view::npos) return {};
  const auto decimals = text.substr(sign + 1);
  return decimals.size() < kGroup && whole_number(text.substr(0, sign)) ? decimals : std::string_view();
}

/// A Telregel gathers the words and numbers of a line.
class Telregel {
 public:
  void read(std::string_view text) {
    bool behind_number = false;
    while (!text.empty()) {
      if (is_digit(text.front())) {
        behind_number = add_number(take_number(text), text, behind_number);
      } else if (const auto word = take_while(text, is_letter_of_word); !word.empty()) {
        of_others_ = is_among(kOfOthers, word);
        behind_month_ = is_among(kMonths, word);
        behind_number = false;
      } else {
        text.remove_prefix(1);
      }
    }
  }
  std::optional<Telling> telling() const {
    if (!telling_.aantal && !telling_.met_decimalen && !telling_.onzeker) return std::nullopt;
    return telling_;
  }

 private:
  static void keep_largest(std::optional<std::uint64_t>& largest, std::uint64_t number) {
    largest = std::max(largest.value_or(0), number);
  }

  /// Adds a number. Returns whether the number is a whole number, behind which another one may be its rest.
  bool add_number(std::string_view number, std::string_view rest, bool behind_number) {
    while (!is_digit(number.back())) number.remove_suffix(1);
    while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
    const bool rest_is_percent = rest.starts_with('%');
    const auto next_word = take_while(rest, is_letter_of_word);
    if (of_others_ || rest_is_percent || is_among(kUnits, next_word) || is_part_of_day(number, next_word)) return false;
    if (const auto whole = whole_number(number)) {
      telling_.onzeker |= behind_number || continues_another(number);
      keep_largest(telling_.aantal, *whole);
      return true;
    }
    if (!is_moment(number)) add_with_decimals(number);
    return false;
  }

  /// Whether a number is the day or the year of a day in words: 1 december 2026.
  bool is_part_of_day(std::string_view number, std::string_view next_word) const {
    if (!next_word.empty() && number.size() <= 2) return is_among(kMonths, next_word);
    return behind_month_ && number.size() == 4 && (number.starts_with("19") || number.starts_with("20"));
  }

  /// Whether `number` goes on with another number that a delimiter split: 1,010.
  bool continues_another(std::string_view number) const {
    return telling_.aantal && number.size() <= kGroup && number.size() > 1 && number.front() == '0';
  }

  void add_with_decimals(std::string_view number) {
    const auto decimals = decimals_of(number);
    if (decimals.empty()) {
      telling_.onzeker = true;
    } else if (decimals.find_first_not_of('0') == std::string_view::npos) {
      keep_largest(telling_.met_decimalen, *whole_number(number.substr(0, number.size() - decimals.size() - 1)));
    }
  }

  bool of_others_ = false;     ///< the last word says so
  bool behind_month_ = false;  ///< the last word is one
  Telling telling_;
};

}  // namespace

std::optional<Telling> read_telling(const Record& record) {
  Telregel regel;
  for (const Field& field : record.fields) regel.read(field.value);
  return regel.telling();
}

std::string Rijentelling::text(const Telling& telling) const {
  const std::string gelezen = "gelezen zijn " + std::to_string(of_all_) + (of_all_ == 1 ? " rij." : " rijen.");
  if (telling.onzeker) return "De telling is niet met zekerheid te lezen; " + gelezen;
  return "De telling noemt " + std::to_string(number_of_rows(telling)) + " en " + gelezen;
}

}  // namespace vish::proto::dagbestand
