#include "proto/dayfile/kop.h"

#include <algorithm>
#include <string>

#include "proto/dayfile/ascii.h"
#include "proto/dayfile/kolomnaam.h"
#include "proto/dayfile/swallowed.h"
#include "proto/terms/bevindingcode.h"

namespace vish::proto::dagbestand {
namespace {

constexpr std::size_t kMaxShownName = 40;
constexpr std::size_t kDigitsOfPossibleBsn = 8;

/// Returns a column name that a report may show, or an empty text where the name may hold a BSN.
std::string shown_name(std::string_view name) {
  if (std::count_if(name.begin(), name.end(), is_digit) >= static_cast<std::ptrdiff_t>(kDigitsOfPossibleBsn)) return {};
  std::string shown;
  for (const char c : name) {
    if (is_trail_byte(c)) continue;
    if (shown.size() == kMaxShownName) break;
    const bool harmless = is_digit(c) || is_letter(c) || std::string_view(" _-.").find(c) != std::string_view::npos;
    shown.push_back(harmless ? c : '?');
  }
  return shown;
}

std::string column_number(std::size_t field) { return std::to_string(field + 1); }

std::string with_signs(std::string text, const Signs& signs) {
  if (!signs.empty()) text.append(" In de naam staat ").append(signs.text()).append(".");
  return text;
}

/// Returns a helpful question where the name resembles a column: always for a near resemblance, else only where the
/// file lacks that column.
std::string did_you_mean(std::string_view name, const Kopregel& kop) {
  const auto like = resembles(name);
  if (!like || (!like->near && kop.place_of(like->kolom))) return {};
  return with_signs(" Bedoelde u " + std::string(to_text(like->kolom)) + "?", like->signs);
}

Bevinding unknown_column(const Record& record, std::size_t field, const Kopregel& kop) {
  const auto name = record.fields[field].value;
  auto bevinding = bevinding_of(
      record.regel, std::nullopt, Bevindingcode::onbekende_kolom,
      "Kolom " + column_number(field) +
          " hoort niet bij het aanleverbestand en is niet gebruikt. Lever alleen de afgesproken kolommen." +
          did_you_mean(name, kop));
  bevinding.kolom = shown_name(name);
  return bevinding;
}

Bevinding dressed_column(const Record& record, std::size_t field, Kolom kolom, const Dressing& dressing) {
  return bevinding_of(record.regel, kolom, Bevindingcode::kolom_opmaak,
                      with_signs("Kolom " + column_number(field) + " is gelezen als " + std::string(to_text(kolom)) +
                                     ", maar om of in haar naam stonden tekens die er niet horen. Verwijder ze.",
                                 dressing.signs));
}

/// Warns of each column that does not have its proper name.
void remark_columns(const Record& record, const Kopregel& kop, std::vector<Bevinding>& bevindingen) {
  for (std::size_t field = 0; field < kop.fields; ++field) {
    const auto kolom = kop.column_at(field);
    const auto dressing = kolom ? dressing_of(record.fields[field].value) : Dressing{};
    if (!kolom) bevindingen.push_back(unknown_column(record, field, kop));
    if (dressing.any()) bevindingen.push_back(dressed_column(record, field, *kolom, dressing));
  }
}

std::size_t named_fields(const Record& record) {
  std::size_t count = record.fields.size();
  while (count > 0 && record.fields[count - 1].value.empty()) --count;
  return count;
}

Bestandsfout doubled_column(const Record& record, Kolom kolom) {
  return {record.regel, Bevindingcode::kolom_dubbel,
          "De kolom " + std::string(to_text(kolom)) + " staat meer dan eens in de kopregel. Laat haar een keer staan."};
}

/// Lists the columns that may be a missing column under another name.
std::string guesses(const Record& record, const Kopregel& kop) {
  std::string text;
  for (std::size_t field = 0; field < kop.fields; ++field) {
    const auto like = kop.column_at(field) ? std::nullopt : resembles(record.fields[field].value);
    if (!like || kop.place_of(like->kolom)) continue;
    text += with_signs(" Bedoelde u met kolom " + column_number(field) + " " + std::string(to_text(like->kolom)) + "?",
                       like->signs);
  }
  return text;
}

std::optional<Bestandsfout> missing_columns(const Record& record, const Kopregel& kop) {
  std::string names;
  for (std::size_t i = 0; i < kRequiredColumns; ++i) {
    if (kop.place[i]) continue;
    if (!names.empty()) names += ", ";
    names += to_text(static_cast<Kolom>(i));
  }
  if (names.empty()) return std::nullopt;
  return Bestandsfout{record.regel, Bevindingcode::kolom_ontbreekt,
                      "In de kopregel ontbreekt: " + names +
                          ". Laat het bestand beginnen met een regel met de kolomnamen, gescheiden door een "
                          "puntkomma, komma of tab." +
                          guesses(record, kop)};
}

/// Refuses a file in which a column may hold the end dates under another name: without end dates registrations would
/// never end.
std::optional<Bestandsfout> mistaken_einddatum(const Record& record, const Kopregel& kop) {
  if (kop.place_of(Kolom::einddatum)) return std::nullopt;
  for (std::size_t field = 0; field < kop.fields; ++field) {
    const auto like = kop.column_at(field) ? std::nullopt : resembles(record.fields[field].value);
    if (!like || like->kolom != Kolom::einddatum) continue;
    return Bestandsfout{record.regel, Bevindingcode::kolom_lijkt_op,
                        with_signs("Kolom " + column_number(field) +
                                       " lijkt op einddatum, maar heet anders. Bedoelde u einddatum? Geef haar die "
                                       "naam, of laat haar weg als zij iets anders is.",
                                   like->signs)};
  }
  return std::nullopt;
}

std::size_t count_known(const Record& record) {
  return static_cast<std::size_t>(std::count_if(record.fields.begin(), record.fields.end(), [](const Field& field) {
    return known_column(field.value).has_value();
  }));
}

/// Whether rows stand in the header, since what ends their lines is no line end.
bool holds_rows(const Record& record) {
  constexpr char kBetween = '\n';
  std::string names;
  for (const Field& field : record.fields) names.append(field.value) += kBetween;
  return holds_values_of_rows(names, kBetween);
}

}  // namespace

std::optional<Kolom> Kopregel::column_at(std::size_t field) const {
  const auto found = std::find(place.begin(), place.end(), field);
  if (found == place.end()) return std::nullopt;
  return static_cast<Kolom>(found - place.begin());
}

Result<Kopregel, Bestandsfout> read_kopregel(const Record& record, std::vector<Bevinding>& bevindingen) {
  Kopregel kop{.fields = named_fields(record), .place = {}};
  for (std::size_t field = 0; field < kop.fields; ++field) {
    if (record.fields[field].misquoted) return make_bestandsfout(record.regel, Bevindingcode::kop_aanhalingsteken);
    const auto kolom = known_column(record.fields[field].value);
    if (!kolom) continue;
    auto& place = kop.place[static_cast<std::size_t>(*kolom)];
    if (place) return doubled_column(record, *kolom);
    place = field;
  }
  if (auto missing = missing_columns(record, kop)) return *std::move(missing);
  if (holds_rows(record)) return make_bestandsfout(record.regel, Bevindingcode::regeleinde);
  if (auto mistaken = mistaken_einddatum(record, kop)) return *std::move(mistaken);
  remark_columns(record, kop, bevindingen);
  return kop;
}

void DelimiterFinder::Candidate::take(const Result<const Record*, Bestandsfout>& header) {
  if (!header) {
    known_columns = 0;
  } else if (*header != nullptr) {
    known_columns = count_known(**header);
  }
}

std::optional<char> DelimiterFinder::find(std::string_view text) {
  for (Candidate& candidate : candidates_) {
    std::string_view rest = text;
    if (!candidate.known_columns) candidate.take(candidate.reader.next(rest));
  }
  const bool all_whole = std::all_of(candidates_.begin(), candidates_.end(),
                                     [](const Candidate& candidate) { return candidate.known_columns.has_value(); });
  if (!all_whole) return std::nullopt;
  return best();
}

char DelimiterFinder::finish() {
  for (Candidate& candidate : candidates_) {
    if (!candidate.known_columns) candidate.take(candidate.reader.finish());
  }
  return best();
}

char DelimiterFinder::best() const {
  return std::max_element(
             candidates_.begin(), candidates_.end(),
             [](const Candidate& left, const Candidate& right) { return left.known_columns < right.known_columns; })
      ->delimiter;
}

}  // namespace vish::proto::dagbestand
