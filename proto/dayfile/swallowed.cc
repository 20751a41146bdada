#include "proto/dayfile/swallowed.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>

#include "base/core/utf8.h"
#include "proto/dayfile/ascii.h"
#include "proto/dayfile/csv_reader.h"
#include "proto/dayfile/dressing.h"
#include "proto/dayfile/velden.h"
#include "proto/terms/bsn.h"
#include "proto/terms/domein.h"
#include "proto/terms/signs.h"

namespace vish::proto::dagbestand {
namespace {

constexpr std::array kFasen{Fase::aanmelding,     Fase::intake,    Fase::stabilisatie,
                            Fase::schuldregeling, Fase::oplossing, Fase::nazorg};

/// A date or a fase in any dressing has at most so many bytes; longer texts need no reading.
constexpr std::size_t kLongestWord = 24;

bool is_short_with(std::string_view part, bool (*may_hold)(char)) {
  return part.size() <= kLongestWord && std::any_of(part.begin(), part.end(), may_hold);
}

bool is_datum(std::string_view part) {
  const auto may_hold = [](char c) { return is_digit(c) || is_high(c); };
  return is_short_with(part, may_hold) && read_datum(part).value;
}

bool is_fase(std::string_view part) {
  const auto may_hold = [](char c) { return is_letter(c) || is_high(c); };
  return is_short_with(part, may_hold) && read_fase(part).value;
}

/// Whether `is` holds for a part of the value; the delimiter cuts the value into its parts.
bool any_part(std::string_view value, char delimiter, bool (*is)(std::string_view)) {
  while (true) {
    const auto end = value.find(delimiter);
    if (is(trimmed(value.substr(0, end)))) return true;
    if (end == std::string_view::npos) return false;
    value.remove_prefix(end + 1);
  }
}

/// Whether a run of this sign is nothing that somebody wrote. A byte 0xFF of Windows-1252 is a letter too.
bool may_fill(char32_t sign, bool is_text) {
  constexpr char32_t kByteFf = 0xFF;
  const bool is_visible = sign > ' ' && sign < 0x7F;
  if (is_visible) return !is_text && !is_letter(static_cast<char>(sign)) && !is_digit(static_cast<char>(sign));
  return sign == kByteFf || !is_letter_of_any_script(sign);
}

/// Whether the bytes allow a long run, which most values are too short for or refute with their first letters. A run
/// covers at least one whole block, wherever it begins.
bool may_hold_long_run(std::string_view value) {
  constexpr std::size_t kBlock = (kShortestRow + 1) / 2 - 1;
  static_assert(2 * kBlock - 1 <= kShortestRow);
  const auto is_foreign = [](char c) { return !is_plain(c); };
  for (; value.size() >= kBlock; value.remove_prefix(kBlock)) {
    const auto block = value.substr(0, kBlock);
    if (block.find_first_not_of(block.front()) == std::string_view::npos) return true;
    if (std::all_of(block.begin(), block.end(), is_foreign)) return true;
  }
  return false;
}

}  // namespace

bool holds_values_of_rows(std::string_view value, char delimiter) {
  if (value.find(delimiter) == std::string_view::npos) return false;
  const bool datum = any_part(value, delimiter, is_datum);
  const bool fase = any_part(value, delimiter, is_fase);
  return (datum && fase) || ((datum || fase) && any_part(value, delimiter, holds_some_bsn));
}

bool holds_long_run(std::string_view value, bool is_text) {
  if (!may_hold_long_run(value)) return false;
  char32_t last = 0;
  std::size_t bytes = 0;
  while (!value.empty()) {
    const std::size_t before = value.size();
    const char32_t sign = take_character(value);
    bytes = sign == last ? bytes : 0;
    bytes += before - value.size();
    last = sign;
    if (bytes >= kShortestRow && may_fill(sign, is_text)) return true;
  }
  return false;
}

bool looks_torn_fase(std::string_view value) {
  if (value.size() >= kShortestRow || value.find('"') != std::string_view::npos) return true;
  std::string text = undress(value).text;
  std::transform(text.begin(), text.end(), text.begin(), to_lower);
  const std::string_view whole = text;
  for (std::size_t cut = 0; cut <= whole.size(); ++cut) {
    const auto begins = [&](Fase fase) { return to_text(fase).starts_with(whole.substr(0, cut)); };
    const auto ends = [&](Fase fase) { return to_text(fase).ends_with(whole.substr(cut)); };
    if (std::any_of(kFasen.begin(), kFasen.end(), begins) && std::any_of(kFasen.begin(), kFasen.end(), ends)) {
      return true;
    }
  }
  return false;
}

}  // namespace vish::proto::dagbestand
