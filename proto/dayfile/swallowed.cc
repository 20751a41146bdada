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

/// Which of the required values stand in a text that is cut at its delimiters.
struct Kinds {
  bool number = false;
  bool datum = false;
  bool fase = false;

  void add(std::string_view part) {
    number = number || holds_some_bsn(part);
    datum = datum || read_datum(part).value.has_value();
    fase = fase || read_fase(part).value.has_value();
  }
  int count() const { return (number ? 1 : 0) + (datum ? 1 : 0) + (fase ? 1 : 0); }
};

/// Whether a run of this sign is no text that somebody wrote: text holds rulers, and rows of a letter. A byte 0xFF of
/// Windows-1252 is a letter too.
bool may_fill(char32_t sign) {
  constexpr char32_t kByteFf = 0xFF;
  return sign <= ' ' || sign == kByteFf || (sign >= 0x7F && !is_letter_of_any_script(sign));
}

}  // namespace

bool holds_values_of_rows(std::string_view value, char delimiter) {
  if (value.find(delimiter) == std::string_view::npos) return false;
  Kinds kinds;
  while (true) {
    const auto end = value.find(delimiter);
    kinds.add(trimmed(value.substr(0, end)));
    if (end == std::string_view::npos) break;
    value.remove_prefix(end + 1);
  }
  return kinds.count() > 1;
}

bool holds_long_run(std::string_view value) {
  if (value.size() < kShortestRow) return false;
  char32_t last = 0;
  std::size_t bytes = 0;
  while (!value.empty()) {
    const std::size_t before = value.size();
    const char32_t sign = take_character(value);
    bytes = sign == last ? bytes : 0;
    bytes += before - value.size();
    last = sign;
    if (bytes >= kShortestRow && may_fill(sign)) return true;
  }
  return false;
}

bool looks_torn_fase(std::string_view value) {
  std::string text = undress(value).text;
  std::transform(text.begin(), text.end(), text.begin(), to_lower);
  const std::string_view whole = text;
  for (std::size_t cut = 1; cut < whole.size(); ++cut) {
    const auto begins = [&](Fase fase) { return to_text(fase).starts_with(whole.substr(0, cut)); };
    const auto ends = [&](Fase fase) { return to_text(fase).ends_with(whole.substr(cut)); };
    if (std::any_of(kFasen.begin(), kFasen.end(), begins) && std::any_of(kFasen.begin(), kFasen.end(), ends)) {
      return true;
    }
  }
  return false;
}

}  // namespace vish::proto::dagbestand
