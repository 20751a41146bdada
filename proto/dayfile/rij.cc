#include "proto/dayfile/rij.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/core/utf8.h"
#include "proto/dayfile/ascii.h"
#include "proto/dayfile/null_word.h"
#include "proto/dayfile/swallowed.h"
#include "proto/terms/bevindingcode.h"
#include "proto/terms/bsn_in_text.h"

namespace vish::proto::dagbestand {
namespace {

/// Whether the fields of a row, from one of them on, hold nothing.
bool is_empty(const Record& record, std::size_t from = 0) {
  return std::all_of(record.fields.begin() + static_cast<std::ptrdiff_t>(from), record.fields.end(),
                     [](const Field& field) { return field.value.empty() && !field.misquoted; });
}

/// A BSN has eight digits where its leading zero was lost.
constexpr std::size_t kFewestDigitsOfBsn = Bsn::kLength - 1;

/// The bytes of d-m-jjjj.
constexpr std::size_t kShortestDatum = 8;

/// The findings of one pass over a value.
struct Survey {
  bool plain;  ///< visible signs of ASCII and spaces only
  std::size_t digits;
};
Survey survey(std::string_view text) {
  bool plain = true;
  std::size_t digits = 0;
  for (const char c : text) {
    plain = plain & is_plain(c);
    digits += static_cast<std::size_t>(is_digit(c));
  }
  return {plain, digits};
}

/// Whether a text is a word for an absent value, also in signs that mean the same as those of ASCII.
bool says_nothing(std::string_view text, bool is_plain) {
  if (is_plain || std::any_of(text.begin(), text.end(), is_digit)) return is_null_word(text);
  const auto undressed = undress(text).text;
  return undressed.empty() ? !holds_control_character(text) : is_null_word(undressed);
}

/// Whether a BSN was put right.
bool is_mended_bsn(std::optional<Kolom> kolom, Bevindingcode code) {
  return kolom == Kolom::burgerservicenummer && !is_fault(code);
}

}  // namespace

Rowchecker::Rowchecker(const Record& header, const Kopregel& kop, char delimiter, const Dagbestandregels& regels,
                       Dagbestandontvanger& ontvanger)
    : kop_(kop),
      header_fields_(header.fields.size()),
      delimiter_(delimiter),
      bijregels_(header, kop, delimiter),
      regels_(regels),
      ontvanger_(ontvanger) {
  padding_.take(header);
}

bool Rowchecker::take(const Record& record) {
  remarks_.clear();
  padding_.take(record);
  Values values;
  read(record, values);
  if (!values.bsn && !is_empty(record) && take_bijregel(record)) return true;
  if (!record.has_line_end && may_be_cut_short(record)) return false;
  if (is_empty(record)) return take_empty(record), true;
  note_row(record);
  if (values.bsn && (record.fields.size() != header_fields_ || first_fields_ != header_fields_)) {
    check_empty_fields(record);
  }
  telling_.add_row();
  if (values.fase && is_early(*values.fase) && !regels_.vroege_fasen) {
    skip(record, values);
  } else {
    hand_over(record, values);
  }
  return true;
}

void Rowchecker::read(const Record& record, Values& values) {
  if (has_split_number(record)) return remark(Kolom::burgerservicenummer, Bevindingcode::excel_notatie);
  if (!has_right_number_of_fields(record)) return check_wrong_number_of_fields(record, values);
  if (record.misquoted || record.loose_quote) check_quotes(record);
  if (record.broken) check_line_breaks(record);
  check_swallowed(record);
  if (!record.has_line_end) check_last_line(record);
  check_bsn(record, values);
  check_startdatum(record, values);
  check_fase(record, values);
  check_kenmerk(record, values);
  check_einddatum(record, values);
}

/// Whether the delimiter split a number such as 1,23457E+08 in two, which shifts every later field.
bool Rowchecker::has_split_number(const Record& record) const {
  const std::size_t place = *kop_.place_of(Kolom::burgerservicenummer);
  return place + 1 < record.fields.size() && record.fields[place].value.size() == 1 &&
         is_digit(record.fields[place].value.front()) && is_exponent_tail(record.fields[place + 1].value);
}

bool Rowchecker::has_right_number_of_fields(const Record& record) const {
  return record.fields.size() >= kop_.fields && is_empty(record, kop_.fields);
}

bool Rowchecker::may_be_cut_short(const Record& record) const {
  if (record.fields.size() < kop_.fields) return true;
  const auto last = kop_.column_at(record.fields.size() - 1);
  if (!last) return false;
  const std::string_view value = record.fields.back().value;
  const bool begins_datum = !value.empty() && is_digit(value.front()) && value.size() < kShortestDatum;
  return std::any_of(remarks_.begin(), remarks_.end(), [&](const Remark& remark) {
    return remark.kolom == last && (is_fault(remark.code) || remark.code == Bevindingcode::voorloopnul ||
                                    (remark.code == Bevindingcode::leeg_woord && begins_datum));
  });
}

bool Rowchecker::has_remark(Bevindingcode code) const {
  return std::any_of(remarks_.begin(), remarks_.end(), [code](const Remark& remark) { return remark.code == code; });
}

bool Rowchecker::is_faulty() const {
  return std::any_of(remarks_.begin(), remarks_.end(), [](const Remark& remark) { return is_fault(remark.code); });
}

/// Skips a row in an early fase. Its faults do not count, except faults that may have cost other rows, and a BSN that
/// cannot be read or may be the BSN of another person.
void Rowchecker::skip(const Record& record, const Values& values) {
  const bool faulty = is_faulty();
  const bool zero_restored = has_remark(Bevindingcode::voorloopnul);
  std::erase_if(remarks_, [faulty](const Remark& remark) {
    const bool is_doubtful_bsn = faulty && remark.kolom == Kolom::burgerservicenummer;
    return !is_doubtful_bsn && !may_have_swallowed(remark.code);
  });
  report(record.regel, remarks_, faulty);
  ontvanger_.overgeslagen_rij(record.regel, values.bsn, zero_restored);
}

/// Reports the remarks on a row. A mended BSN in a faulty row may be the BSN of another person; the file then ends
/// nobody.
void Rowchecker::report(std::uint64_t regel, const std::vector<Remark>& remarks, bool faulty) {
  bool ends_nobody = false;
  for (const Remark& remark : remarks) {
    const bool names_another = faulty && is_mended_bsn(remark.kolom, remark.code);
    ontvanger_.bevinding(make_bevinding(regel, remark.kolom, remark.code, remark.signs, names_another));
    ends_nobody |= names_another || may_have_swallowed(remark.code);
  }
  if (ends_nobody) ontvanger_.mist_mogelijk_rijen();
}

void Rowchecker::hand_over(const Record& record, const Values& values) {
  const bool faulty = is_faulty();
  report(record.regel, remarks_, faulty);
  if (faulty) {
    ontvanger_.foute_rij(values.bsn);
  } else {
    ontvanger_.rij({.regel = record.regel,
                    .bsn = *values.bsn,
                    .startdatum = *values.startdatum,
                    .fase = *values.fase,
                    .kenmerk = values.kenmerk,
                    .kenmerk_met_nummer = values.kenmerk_met_nummer,
                    .einddatum = values.einddatum,
                    .nul_hersteld = has_remark(Bevindingcode::voorloopnul)});
  }
}

void Rowchecker::check_wrong_number_of_fields(const Record& record, Values& values) {
  const bool fewer = record.fields.size() < kop_.fields;
  remark(std::nullopt, fewer ? Bevindingcode::te_weinig_velden : Bevindingcode::aantal_velden);
  const auto place = kop_.place_of(Kolom::burgerservicenummer);
  if (*place < record.fields.size() && !record.fields[*place].misquoted) {
    values.bsn = read_bsn(record.fields[*place].value).bsn;
  }
}

void Rowchecker::check_quotes(const Record& record) {
  for (std::size_t field = 0; field < record.fields.size(); ++field) {
    if (record.fields[field].misquoted) remark(kop_.column_at(field), Bevindingcode::aanhalingsteken);
    if (record.fields[field].loose_quote) remark(kop_.column_at(field), Bevindingcode::los_aanhalingsteken);
  }
}

void Rowchecker::check_line_breaks(const Record& record) {
  for (std::size_t field = 0; field < record.fields.size(); ++field) {
    const Field& found = record.fields[field];
    if (!found.broken) continue;
    const bool swallowed = has_swallowed_columns(found, field);
    remark(kop_.column_at(field), swallowed ? Bevindingcode::rijen_in_waarde : Bevindingcode::regeleinde_in_waarde);
  }
}

/// Looks for what rows leave of themselves in the value that took them in. Most values are too short to hold a row.
void Rowchecker::check_swallowed(const Record& record) {
  for (std::size_t field = 0; field < record.fields.size(); ++field) {
    const Field& found = record.fields[field];
    if (found.value.size() < kShortestRow) continue;
    const auto kolom = kop_.column_at(field);
    if (holds_long_run(found.value, !kolom)) remark(kolom, Bevindingcode::overschreven);
    if (!found.quoted || found.broken || !holds_values_of_rows(found.value, delimiter_)) continue;
    remark(kolom, is_last_of_row(field) ? Bevindingcode::rij_in_waarde : Bevindingcode::rijen_in_waarde);
  }
}

/// Whether the row holds nothing of meaning in this field and after it, so that all of it is of one person.
bool Rowchecker::is_last_of_row(std::size_t place) const {
  return std::none_of(kop_.place.begin(), kop_.place.end(),
                      [place](const auto& each) { return each && *each >= place; });
}

/// Whether the rest of the row after this field may belong to another person.
bool Rowchecker::has_swallowed_columns(const Field& field, std::size_t place) const {
  const auto follows = [place](const auto& each) { return each && *each > place; };
  return field.value.find(delimiter_) != std::string_view::npos &&
         std::any_of(kop_.place.begin(), kop_.place.end(), follows);
}

/// Looks for rows that ran together inside one column: they have more fields than the first row, and these fields are
/// empty where the last columns were. A header may have more fields than every row, and a spreadsheet leaves the empty
/// fields out of later rows. A faulty row with fewer fields, or one with signs in its BSN, lost a piece, perhaps of
/// its BSN.
void Rowchecker::check_empty_fields(const Record& record) {
  if (!has_right_number_of_fields(record)) return;
  const std::size_t fields = record.fields.size();
  if (first_fields_ == 0) first_fields_ = fields;
  const bool fewer = fields < std::max(first_fields_, header_fields_) &&
                     (first_fields_ > header_fields_ || is_faulty() || has_remark(Bevindingcode::bsn_opmaak));
  if (fields > first_fields_ || fewer) remark(std::nullopt, Bevindingcode::lege_velden);
}

/// Checks a last row without a line end. A kenmerk may go on past any end, unlike the values of other columns, and a
/// quoted one with quotes within it past any of these; so may the empty fields that other rows have, and an empty value
/// that all other rows fill.
void Rowchecker::check_last_line(const Record& record) {
  if (record.fields.size() < std::max(first_fields_, header_fields_))
    return remark(std::nullopt, Bevindingcode::laatste_regel);
  const std::size_t last = record.fields.size() - 1;
  if (last >= kop_.fields) return;
  const auto kolom = kop_.column_at(last);
  if (record.fields[last].value.empty()) {
    if (!record.fields[last].quoted && last_filled_.value_or(false)) remark(kolom, Bevindingcode::laatste_regel);
    return;
  }
  if (record.fields[last].quoted && record.fields[last].value.find('"') == std::string_view::npos) return;
  if (!kolom || kolom == Kolom::kenmerk) remark(kolom, Bevindingcode::laatste_regel);
}

/// Returns the value of a column, or an empty text where there is no value to check.
std::string_view Rowchecker::value(const Record& record, Kolom kolom) {
  const auto& place = kop_.place_of(kolom);
  if (!place || record.fields[*place].misquoted) return {};
  const std::string_view found = record.fields[*place].value;
  if (found.empty() && static_cast<std::size_t>(kolom) < kRequiredColumns) remark(kolom, Bevindingcode::verplicht);
  return found;
}

void Rowchecker::check_bsn(const Record& record, Values& values) {
  const std::string_view text = value(record, Kolom::burgerservicenummer);
  if (text.empty()) return;
  if (const auto plain = Bsn::parse(text)) {
    values.bsn = *plain;
    return;
  }
  const ReadBsn read = read_bsn(text);
  values.bsn = read.bsn;
  if (read.fault) return remark(Kolom::burgerservicenummer, *read.fault, read.dressing.signs);
  remark_dressing(Kolom::burgerservicenummer, read.dressing);
  if (read.format) {
    remark(Kolom::burgerservicenummer, *read.format);
    for (const Bsn& bsn : without_a_digit_at_signs(text)) ontvanger_.misschien_van(bsn);
  }
  if (read.zero) remark(Kolom::burgerservicenummer, *read.zero);
}

void Rowchecker::remark_dressing(Kolom kolom, const Dressing& dressing) {
  if (!dressing.signs.empty()) remark(kolom, Bevindingcode::vreemd_teken, dressing.signs);
  if (dressing.wrapped) remark(kolom, Bevindingcode::verpakt);
}

/// Reads a date into `datum`; returns whether there is one.
bool Rowchecker::check_datum(const Record& record, Kolom kolom, std::optional<Datum>& datum) {
  const std::string_view text = value(record, kolom);
  if (text.empty()) return false;
  if ((datum = Datum::parse_iso(text))) return true;
  const auto read = read_datum(text);
  datum = read.value;
  if (datum) {
    day_zeros_.take(text, record.regel, kolom);
    remark_dressing(kolom, read.dressing);
  } else if (read.blank) {
    remark_blank(kolom, read.dressing);
  } else {
    remark(kolom, looks_torn(text) ? Bevindingcode::datum_deel : Bevindingcode::datum, read.dressing.signs);
  }
  return datum.has_value();
}

/// Warns of a value that was read as empty: a word for an absent value, or hidden signs.
void Rowchecker::remark_blank(Kolom kolom, const Dressing& dressing) {
  const bool required = static_cast<std::size_t>(kolom) < kRequiredColumns;
  remark(kolom, required ? Bevindingcode::verplicht : Bevindingcode::leeg_woord, dressing.signs);
}

void Rowchecker::check_startdatum(const Record& record, Values& values) {
  if (check_datum(record, Kolom::startdatum, values.startdatum) && *values.startdatum > regels_.peildatum) {
    remark(Kolom::startdatum, Bevindingcode::startdatum_na_peildatum);
  }
}

void Rowchecker::check_einddatum(const Record& record, Values& values) {
  constexpr Datum kFirstEnd(std::chrono::sys_days(std::chrono::year(kFirstYear) / 1 / 1));
  if (!check_datum(record, Kolom::einddatum, values.einddatum)) return;
  if (*values.einddatum < kFirstEnd) {
    values.einddatum.reset();
    remark(Kolom::einddatum, Bevindingcode::leeg_woord);
  } else if (values.startdatum && *values.einddatum < *values.startdatum) {
    remark(Kolom::einddatum, Bevindingcode::einddatum_voor_startdatum);
  }
}

void Rowchecker::check_fase(const Record& record, Values& values) {
  const std::string_view text = value(record, Kolom::fase);
  if (text.empty()) return;
  if ((values.fase = from_text<Fase>(text))) return;
  const auto read = read_fase(text);
  values.fase = read.value;
  if (read.value) {
    remark_dressing(Kolom::fase, read.dressing);
  } else {
    const auto unreadable = looks_torn_fase(text) ? Bevindingcode::fase_deel : Bevindingcode::fase;
    remark(Kolom::fase, read.blank ? Bevindingcode::verplicht : unreadable, read.dressing.signs);
  }
}

/// Returns the kenmerk as people may see it, or an empty text for a word for an absent value.
std::string_view Rowchecker::plain_kenmerk(std::string_view text, bool is_plain) {
  if (!is_plain || (text.front() == '=' && !is_null_word(text))) {
    auto undressed = undress_text(text);
    remark_dressing(Kolom::kenmerk, undressed.dressing);
    kenmerk_ = std::move(undressed.text);
    text = kenmerk_;
  }
  const bool rounded = is_rounded_number(text);
  if (!rounded && !says_nothing(text, is_plain)) return text;
  remark(Kolom::kenmerk, rounded ? Bevindingcode::kenmerk_afgerond : Bevindingcode::leeg_woord);
  return {};
}

/// Keeps the part of the kenmerk that may be kept.
void Rowchecker::check_kenmerk(const Record& record, Values& values) {
  const std::string_view given = value(record, Kolom::kenmerk);
  if (given.empty()) return;
  const auto looks = survey(given);
  const std::string_view text = plain_kenmerk(given, looks.plain);
  const bool too_long = text.size() > kMaxKenmerk && utf8_length(text) > kMaxKenmerk;
  if (too_long) remark(Kolom::kenmerk, Bevindingcode::kenmerk_te_lang);
  if (!looks.plain && holds_control_character(text)) remark(Kolom::kenmerk, Bevindingcode::kenmerk_tekens);
  const bool may_hold_bsn = !too_long && (!looks.plain || looks.digits >= kFewestDigitsOfBsn);
  if (may_hold_bsn && values.bsn && holds_bsn(text, *values.bsn)) {
    remark(Kolom::kenmerk, Bevindingcode::kenmerk_bevat_bsn);
  } else {
    values.kenmerk = text;
    values.kenmerk_met_nummer = may_hold_bsn && holds_possible_bsn(text);
  }
}

}  // namespace vish::proto::dagbestand
