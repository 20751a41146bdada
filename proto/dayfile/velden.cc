#include "proto/dayfile/velden.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "base/core/utf8.h"
#include "proto/dayfile/ascii.h"
#include "proto/dayfile/null_word.h"
#include "proto/dayfile/swallowed.h"
#include "proto/dayfile/woorden.h"
#include "proto/terms/bevindingcode.h"
#include "proto/terms/signs.h"

namespace vish::proto::dagbestand {
namespace {

/// A BSN whose leading zero was lost has this many digits.
constexpr std::size_t kFewestDigits = Bsn::kLength - 1;

/// The digits of jjjjmmdd.
constexpr std::size_t kDigitsOfDay = 8;

/// Cuts the digits off the front of `rest` and returns how many there were.
std::size_t take_digits(std::string_view& rest) {
  const auto length = static_cast<std::size_t>(std::find_if_not(rest.begin(), rest.end(), is_digit) - rest.begin());
  rest.remove_prefix(length);
  return length;
}

/// Returns the digits between the hyphens of a text, or nothing where the text holds another sign.
std::vector<std::string_view> digit_groups(std::string_view text) {
  std::vector<std::string_view> groups;
  while (true) {
    const auto hyphen = text.find('-');
    groups.push_back(text.substr(0, hyphen));
    if (!std::all_of(groups.back().begin(), groups.back().end(), is_digit)) return {};
    if (hyphen == std::string_view::npos) return groups;
    text.remove_prefix(hyphen + 1);
  }
}

/// Cuts a part of a date off the front of `text`, and the sign between it and the next part, which is returned; 0:
/// there is none.
char take_part(std::string_view& text, bool (*is)(char), std::string_view& part) {
  constexpr std::string_view kBetween = "-/. ";
  part = take_while(text, is);
  if (text.empty() || kBetween.find(text.front()) == std::string_view::npos) return 0;
  const char sign = text.front();
  text.remove_prefix(1);
  return sign;
}

/// Whether an unreadable date stands for no day: zeros, or a date of a year before kFirstYear.
bool is_day_zero(std::string_view text) {
  const bool only_zeros = text.find_first_not_of("0-") == std::string_view::npos;
  if (only_zeros) return text.find('0') != std::string_view::npos;
  const auto groups = digit_groups(text);
  if (groups.size() != 3) return false;
  const auto year = groups[0].size() == 4 ? groups[0] : groups[2];
  return year.size() == 4 && std::stoi(std::string(year)) < kFirstYear;
}

bool is_year(std::string_view digits) { return digits.size() == 4; }
bool is_day_or_month(std::string_view digits) { return digits.size() == 1 || digits.size() == 2; }

/// Whether a text is a moment of the day, perhaps with its zone: 00:00:00.000, T12:30Z.
bool has_shape_of_time(std::string_view text) {
  if (text.starts_with('T') || text.starts_with(' ')) text.remove_prefix(1);
  return text.size() > 2 && text.find(':') <= 2 &&
         text.find_first_not_of("0123456789:.,+-ZAPMapm ") == std::string_view::npos;
}

/// Whether a text has the shape of a day, if perhaps of none that exists: of digits, with one sign between its parts or
/// with the name of a month as the middle one, and perhaps a time behind it.
bool has_shape_of_day(std::string_view text) {
  if (auto rest = text; take_while(rest, is_digit).size() == kDigitsOfDay)
    return rest.empty() || has_shape_of_time(rest);
  std::array<std::string_view, 3> parts;
  const auto first = take_part(text, is_digit, parts[0]);
  const bool in_letters = !text.empty() && is_letter(text.front());
  const auto second = in_letters ? take_part(text, is_letter, parts[1]) : take_part(text, is_digit, parts[1]);
  parts[2] = take_while(text, is_digit);
  return first != 0 && first == second && (in_letters || is_day_or_month(parts[1])) &&
         (text.empty() || has_shape_of_time(text)) &&
         ((is_year(parts[0]) && is_day_or_month(parts[2])) || (is_day_or_month(parts[0]) && is_year(parts[2])));
}

/// The digits of a BSN, without the signs between them.
class Digits {
 public:
  /// Takes a value; returns false where the value cannot be a BSN. A single full stop is a decimal point: 12345678.0
  /// would become nine digits of another person.
  bool take(std::string_view value) {
    if (value.empty() || !is_digit(value.front()) || !is_digit(value.back())) return false;
    const bool only_digits_and_stops = value.find_first_not_of("0123456789.") == std::string_view::npos;
    if (only_digits_and_stops && std::count(value.begin(), value.end(), '.') == 1) return false;
    std::size_t separators = 0;
    while (!value.empty()) {
      const std::size_t length = is_digit(value.front()) ? 1 : separator_length(value);
      if (length == 0 || (is_digit(value.front()) && size_ == Bsn::kLength)) return false;
      separators += is_digit(value.front()) ? 0 : 1;
      if (separators > kMostSeparators) return false;
      if (is_digit(value.front())) digits_.at(1 + size_++) = value.front();
      value.remove_prefix(length);
    }
    return size_ >= kFewestDigits;
  }

  std::size_t size() const { return size_; }
  /// Returns the nine digits of a BSN with eight digits and its lost zero.
  std::string_view nine() const { return {digits_.data() + (size_ - kFewestDigits), Bsn::kLength}; }

 private:
  /// One separator may stand between any two digits, and as many again.
  static constexpr std::size_t kMostSeparators = 2 * (Bsn::kLength - 1);

  static std::size_t separator_length(std::string_view text) {
    if (text.starts_with(kNoBreakSpace)) return kNoBreakSpace.size();
    return std::string_view(" .-").find(text.front()) == std::string_view::npos ? 0 : 1;
  }

  std::array<char, 1 + Bsn::kLength> digits_{'0'};
  std::size_t size_ = 0;
};

ReadBsn read_bare_bsn(std::string_view value) {
  if (is_exponent_notation(value)) return {.fault = Bevindingcode::excel_notatie};
  Digits digits;
  if (!digits.take(value)) return {.fault = Bevindingcode::patroon};
  const auto bsn = Bsn::parse(digits.nine());
  if (!bsn) return {.fault = Bevindingcode::elfproef};
  ReadBsn read{.bsn = *bsn};
  if (value.size() > digits.size()) read.format = Bevindingcode::bsn_opmaak;
  if (digits.size() < Bsn::kLength) read.zero = Bevindingcode::voorloopnul;
  return read;
}

std::optional<Datum> read_bare_datum(std::string_view value) {
  if (const auto datum = Datum::parse_iso(value)) return datum;
  // dd-mm-jjjj, with the zeros that d-m-jjjj lacks.
  std::array<char, 10> full{'0', '0', '-', '0', '0', '-'};
  for (const std::size_t place : {std::size_t{0}, std::size_t{3}}) {
    const std::size_t length = value.find('-');
    if (length != 1 && length != 2) return std::nullopt;
    value.copy(full.data() + place + 2 - length, length);
    value.remove_prefix(length + 1);
  }
  if (value.size() != 4) return std::nullopt;
  value.copy(full.data() + 6, 4);
  return Datum::parse_dutch({full.data(), full.size()});
}

std::optional<Fase> read_bare_fase(std::string_view value) {
  if (const auto fase = from_text<Fase>(value)) return fase;
  std::array<char, 16> lower{};
  if (value.size() > lower.size()) return std::nullopt;
  std::transform(value.begin(), value.end(), lower.begin(), to_lower);
  return from_text<Fase>({lower.data(), value.size()});
}

/// Returns the text with a hyphen for each soft hyphen that stands where a hyphen is missing.
std::string with_hard_hyphens(std::string text) {
  constexpr std::string_view kSoftHyphen = "\xC2\xAD";
  for (auto at = text.find(kSoftHyphen); at != std::string::npos; at = text.find(kSoftHyphen, at)) {
    text.replace(at, kSoftHyphen.size(), 1, '-');
  }
  return text;
}

/// Adds the signs outside ASCII that look like letters; returns whether there were any.
bool add_letters(Signs& signs, std::string_view value) {
  bool any = false;
  while (!value.empty()) {
    const char32_t sign = take_character(value);
    if (sign <= 0x7F || !looks_like(sign)) continue;
    signs.add(sign);
    any = true;
  }
  return any;
}

}  // namespace

bool is_exponent_notation(std::string_view value) {
  if (take_digits(value) == 0) return false;
  if (value.starts_with(',') || value.starts_with('.')) value.remove_prefix(1);
  return is_exponent_tail(value);
}

bool is_rounded_number(std::string_view value) {
  return value.find_first_of(",.+-") != std::string_view::npos && is_exponent_notation(value);
}

bool is_exponent_tail(std::string_view value) {
  take_digits(value);
  if (value.empty() || to_lower(value.front()) != 'e') return false;
  value.remove_prefix(1);
  if (value.starts_with('+') || value.starts_with('-')) value.remove_prefix(1);
  return take_digits(value) > 0 && value.empty();
}

std::vector<Bsn> without_a_digit_at_signs(std::string_view value) {
  std::vector<Bsn> found;
  for (std::size_t at = 0; at < value.size(); ++at) {
    const bool before_sign = at + 1 < value.size() && !is_digit(value[at + 1]);
    const bool behind_sign = at > 0 && !is_digit(value[at - 1]);
    if (!is_digit(value[at]) || (!before_sign && !behind_sign)) continue;
    std::string digits = "0";
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (i != at && is_digit(value[i])) digits.push_back(value[i]);
    }
    if (const auto bsn = Bsn::parse(digits)) found.push_back(*bsn);
  }
  return found;
}

ReadBsn read_bsn(std::string_view value) {
  ReadBsn read = read_bare_bsn(value);
  if (read.bsn) return read;
  if (holds_long_run(value, false)) return read;
  auto undressed = undress(value);
  if (!undressed.dressing.any()) return read;
  read = undressed.text.empty() ? ReadBsn{.fault = Bevindingcode::verplicht} : read_bare_bsn(undressed.text);
  read.dressing = undressed.dressing;
  return read;
}

ReadValue<Datum> read_datum(std::string_view value) {
  if (const auto plain = read_bare_datum(value)) return {plain};
  const auto undressed = undress(value);
  auto datum = read_bare_datum(undressed.text);
  if (!datum) datum = read_bare_datum(undress(with_hard_hyphens(std::string(value))).text);
  return {datum, undressed.dressing,
          undressed.text.empty() || is_null_word(undressed.text) || is_day_zero(undressed.text)};
}

bool looks_torn(std::string_view value) {
  constexpr std::size_t kLongestMoment = 40;  // with parts of a second and a zone
  if (value.size() > kLongestMoment) return true;
  const std::string text = undress(with_hard_hyphens(std::string(value))).text;
  if (has_shape_of_day(text)) return false;
  return value.size() >= kShortestRow || text.find('"') != std::string::npos ||
         std::any_of(text.begin(), text.end(), is_digit);
}

ReadValue<Fase> read_fase(std::string_view value) {
  if (const auto plain = read_bare_fase(value)) return {plain};
  auto undressed = undress(value);
  auto fase = read_bare_fase(undressed.text);
  if (!fase && add_letters(undressed.dressing.signs, undressed.text)) {
    fase = read_bare_fase(looks_of(undressed.text));
  }
  return {fase, undressed.dressing, undressed.text.empty()};
}

}  // namespace vish::proto::dagbestand
