#include "proto/dayfile/bijregels.h"

#include <algorithm>
#include <string_view>

#include "proto/dayfile/ascii.h"
#include "proto/dayfile/velden.h"
#include "proto/dayfile/woorden.h"
#include "proto/terms/bevindingcode.h"
#include "proto/terms/bsn.h"

namespace vish::proto::dagbestand {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr char kCtrlZ = '\x1A';
constexpr char kNewPage = '\f';

constexpr std::string_view kRulerSigns = "-=_+*|~#.:";
/// A ruler has at least so many signs in one of its fields.
constexpr std::size_t kShortestRuler = 3;
/// A count or end mark has at most so many fields that hold something.
constexpr std::ptrdiff_t kMostFields = 3;
/// A longer run of digits may be a BSN, unless it is a date.
constexpr std::size_t kMostDigits = 7;
/// A shorter word may be the first letters of another one.
constexpr std::size_t kLongWord = 5;

/// One of these alone is a mark wherever it stands.
constexpr std::string_view kUnmistakable = " eod eof eot ";

/// A line with one of these words is a count or end mark …
constexpr std::string_view kEndMarks =
    " aangemaakt aantal afgedrukt checksum controlegetal controletotaal copy count created eind einde eindregel"
    " eindtotaal elapsed empty end eod eof eot footer geen gegenereerd generated hashtotaal page pagina printed record"
    " recordcount records regel regels rij rijen row rowcount rows slotregel sluit sluitregel som sql subtotaal"
    " sum t time totaal totaalregel total totalen totals trailer trl warning ";
/// … if all its other words are among these.
constexpr std::string_view kFillers =
    " aangeleverd aangeleverde aanvragen actieve affected aggregate all an bevat bladzijde be\u00efnvloed beinvloed"
    " be\u00efnvloede beinvloede bestand bsn bsn\u2019s bsns burgers by bytes clienten cli\u00ebnten completed"
    " completion csv data de deze dit dossiers eliminated en er executed exit export exported fetch fetched file"
    " found ge\u00ebxporteerd geexporteerd ge\u00ebxporteerde geexporteerde gegevens gelezen generaal geschreven"
    " geselecteerd geselecteerde geteld gevonden grand het huishoudens hulp hulpvragen in inwoners is klanten"
    " laatste lijst lopende metadata ms msec no null number of off ok op operation om opgehaald opgehaalde or other"
    " output overzicht personen persons pl procedure processed query rapport registraties report retrieved"
    " returned runtime s schuldenaren schuldhulp schuldhulpverlening schuldregelingen sec seconds selected"
    " selectie set spool stand stuks successfully tabel table taken the totale traject trajecten uit unieke uur value "
    "van"
    " verwerkt verwerkte weergegeven written z zijn ";

bool holds_letter(std::string_view text) { return std::any_of(text.begin(), text.end(), is_letter_of_word); }

/// Returns the length of the sign of a ruler in front of the text: ASCII, a dash, or a line of the drawings of boxes.
/// Returns 0 for any other sign.
std::size_t ruler_sign(std::string_view text, std::string_view ascii = kRulerSigns) {
  if (ascii.find(text.front()) != std::string_view::npos) return 1;
  const bool dash = text.starts_with("\u2013") || text.starts_with("\u2014") || text.starts_with("\u2015");
  const bool box = text.starts_with("\xE2\x94") || text.starts_with("\xE2\x95");
  return text.size() >= 3 && (dash || box) ? 3 : 0;
}

/// Counts the ruler signs of a text, and returns nothing where it holds any other sign.
std::optional<std::size_t> ruler_signs(std::string_view text, std::string_view ascii) {
  std::size_t signs = 0;
  while (!text.empty()) {
    const std::size_t length = text.front() == ' ' ? 1 : ruler_sign(text, ascii);
    if (length == 0) return std::nullopt;
    signs += text.front() == ' ' ? 0 : 1;
    text.remove_prefix(length);
  }
  return signs;
}

std::ptrdiff_t count_filled(const Record& record) {
  return std::count_if(record.fields.begin(), record.fields.end(),
                       [](const Field& field) { return !field.value.empty(); });
}

bool is_like_a_row(const Record& record, std::size_t columns) {
  return record.fields.size() >= columns && count_filled(record) > 1;
}

/// Stars and the like in the columns of a row may be values that somebody made unreadable.
bool is_ruler(const Record& record, std::size_t columns) {
  const std::string_view ascii = is_like_a_row(record, columns) ? "-=_+|" : kRulerSigns;
  std::size_t longest = 0;
  for (const Field& field : record.fields) {
    const auto signs = ruler_signs(field.value, ascii);
    if (!signs) return false;
    longest = std::max(longest, *signs);
  }
  return longest >= kShortestRuler;
}

/// Returns a text without the marks that a second export, glued to the first, has before its header.
std::string_view without_file_marks(std::string_view text) {
  while (text.starts_with(kCtrlZ) || text.starts_with(kNewPage)) text.remove_prefix(1);
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  return trimmed(text);
}

std::string_view value_at(const Record& record, std::size_t field) {
  if (field >= record.fields.size()) return {};
  return field == 0 ? without_file_marks(record.fields[0].value) : record.fields[field].value;
}

bool is_end_of_file_sign(const Record& record) {
  for (std::size_t field = 0; field < record.fields.size(); ++field) {
    if (!without_file_marks(value_at(record, field)).empty()) return false;
  }
  return true;
}

/// The words of a line that may be a count or end mark.
struct Words {
  std::size_t all = 0;
  std::size_t marks = 0;

  /// Takes a word; returns false where the word is unknown, or short and with a digit right behind it, as in the number
  /// of a file.
  bool add(std::string_view word, bool is_numbered) {
    const bool is_mark = is_among(kEndMarks, word);
    if (!is_mark && !is_among(kFillers, word) && !is_among(kMonths, word)) return false;
    ++all;
    marks += is_mark ? 1 : 0;
    return !is_numbered || word.size() >= kLongWord;
  }
};

/// Whether a text consists of the known words, numbers and signs. Adds its words to `words`.
bool is_made_of_known_words(std::string_view text, Words& words) {
  bool behind_digit = false;
  while (!text.empty()) {
    if (const std::size_t sign = ruler_sign(text); sign > 0) {
      text.remove_prefix(sign);
      continue;
    }
    const std::string_view word = take_while(text, is_letter_of_word);
    const auto digits = take_while(text, is_digit);
    if (digits.size() > kMostDigits && !is_bare_day(digits)) return false;
    if (!word.empty() && !words.add(word, !digits.empty() && !behind_digit)) return false;
    behind_digit = !digits.empty() && !text.empty() && is_letter_of_word(text.front());
    take_while(text, [](char c) { return !is_letter_of_word(c) && !is_digit(c); });
  }
  return true;
}

}  // namespace

Bijregels::Bijregels(const Record& header, const Kopregel& kop, char delimiter)
    : kop_(kop), place_(*kop.place_of(Kolom::burgerservicenummer)), delimiter_(delimiter) {
  for (std::size_t field = 0; field < header.fields.size(); ++field) names_.emplace_back(value_at(header, field));
}

std::optional<Bijregel> Bijregels::find(const Record& record) const {
  if (record.misquoted) return std::nullopt;
  if (is_end_of_file_sign(record))
    return Bijregel{.code = Bevindingcode::slotregel, .only_as_last = true, .marks_only = true};
  if (repeats_header(record) || names_delimiter(record)) return Bijregel{Bevindingcode::herhaalde_kopregel};
  if (record.broken) return std::nullopt;
  if (is_ruler(record, names_.size())) return ruler(record);
  return count_or_end(record);
}

Bijregel Bijregels::ruler(const Record& record) const {
  Bijregel found{Bevindingcode::scheidingslijn};
  for (const Field& field : record.fields) {
    found.widths.push_back(ruler_signs(field.value, kRulerSigns).value_or(0));
  }
  found.like_a_row = is_like_a_row(record, names_.size());
  found.as_wide_as_a_row = found.like_a_row && found.widths[place_] == Bsn::kLength;
  return found;
}

bool Bijregels::repeats_header(const Record& record) const {
  for (std::size_t field = 0; field < std::max(names_.size(), record.fields.size()); ++field) {
    const std::string_view name = field < names_.size() ? std::string_view(names_[field]) : std::string_view();
    if (!equal_ignoring_case(value_at(record, field), name)) return false;
  }
  return true;
}

/// Whether a record is the line `sep=;` before a second export.
bool Bijregels::names_delimiter(const Record& record) const {
  constexpr std::string_view kSep = "sep=";
  const std::string_view first = value_at(record, 0);
  if (!equal_ignoring_case(first.substr(0, kSep.size()), kSep)) return false;
  const std::string_view named = first.substr(kSep.size());
  return (named.empty() || named == std::string_view(&delimiter_, 1)) &&
         std::all_of(record.fields.begin() + 1, record.fields.end(),
                     [](const Field& field) { return field.value.empty(); });
}

/// Whether a record has the columns of a row, and in one of them a date or fase.
bool Bijregels::holds_values_of_row(const Record& record) const {
  if (record.fields.size() < kop_.fields) return false;
  const auto value = [&](Kolom kolom) {
    const auto& place = kop_.place_of(kolom);
    return place ? record.fields[*place].value : std::string_view();
  };
  return read_datum(value(Kolom::startdatum)).value || read_datum(value(Kolom::einddatum)).value ||
         read_fase(value(Kolom::fase)).value;
}

bool Bijregels::begins_with_text() const {
  const auto first = kop_.column_at(0);
  return !first || first == Kolom::kenmerk;
}

/// Reads a count or end mark, and returns nothing where a record is none. Digits alone in the BSN field are the rest of
/// a BSN.
std::optional<Bijregel> Bijregels::count_or_end(const Record& record) const {
  Bijregel found{.code = Bevindingcode::slotregel, .only_as_last = true};
  const auto filled = count_filled(record);
  if (filled == 1 && record.fields.front().value == "\\.") return found;
  if (filled > kMostFields || holds_values_of_row(record)) return std::nullopt;
  const std::string_view bsn = place_ < record.fields.size() ? record.fields[place_].value : std::string_view();
  if (!holds_letter(bsn) && std::any_of(bsn.begin(), bsn.end(), is_digit)) return std::nullopt;
  Words words;
  const auto is_known = [&words](const Field& field) {
    return is_made_of_known_words(field.value, words) && (is_bare_day(field.value) || !holds_some_bsn(field.value));
  };
  if (!std::all_of(record.fields.begin(), record.fields.end(), is_known) || words.marks == 0) return std::nullopt;
  found.telling = read_telling(record);
  const auto word = first_word(record);
  found.in_place_of_text = begins_with_text() && !word.empty() && !is_among(kUnmistakable, word);
  found.may_begin_row = found.in_place_of_text && words.all == 1 && word.size() < kLongWord;
  return found;
}

std::string_view first_word(const Record& record) {
  std::string_view text = value_at(record, 0);
  return take_while(text, is_letter_of_word);
}

}  // namespace vish::proto::dagbestand
