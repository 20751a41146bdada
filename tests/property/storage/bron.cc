#include "bron.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace vish::test {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";
constexpr std::string_view kLetter = "\u00e9";
const std::array<std::string, 4> kFasen{"stabilisatie", "schuldregeling", "oplossing", "nazorg"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_plain(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ' ' || c == '-' || c == '/';
}

bool passes_elfproef(const std::string& nine) {
  int sum = 0;
  for (std::size_t i = 0; i < 9; ++i) sum += (nine[i] - '0') * (i == 8 ? -1 : static_cast<int>(9 - i));
  return sum % 11 == 0 && nine != "000000000";
}

std::string make_bsn(Worp& worp) {
  while (true) {
    std::string digits;
    if (worp.one_in(9)) digits = "0";
    while (digits.size() < 9) digits.push_back(static_cast<char>('0' + worp.below(10)));
    if (passes_elfproef(digits)) return digits;
  }
}

/// Letters and digits, now and then a letter outside ASCII.
std::string make_text(Worp& worp, std::size_t length, bool with_letter) {
  std::string made;
  while (made.size() < length) made.push_back("abcdefgh ABC-0123/"[worp.below(18)]);
  if (with_letter && length > 0 && worp.one_in(6)) made.insert(worp.below(length), kLetter);
  while (made.starts_with(' ')) made.erase(0, 1);
  while (made.ends_with(' ')) made.pop_back();
  return made;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

}  // namespace

Bron::Bron(Worp& worp, Datum peildatum)
    : peildatum_(peildatum),
      kolommen_{Kolom::bsn, Kolom::startdatum, Kolom::fase},
      delimiter_(worp.pick({';', ';', ',', '\t'})),
      line_end_(worp.pick<std::string>({"\n", "\r\n", "\r\n"})),
      final_line_end_(!worp.one_in(5)),
      all_quoted_(worp.one_in(3)),
      empty_(worp.one_in(6) ? 1 + worp.below(3) : 0),
      dutch_dates_(worp.one_in(3)),
      padded_dates_(worp.one_in(2)),
      loses_zeros_(worp.one_in(6)),
      ruler_(worp.one_in(10)),
      end_mark_(worp.one_in(8) ? worp.pick<std::string>({"\\.", "EOF", "-- einde --", "\x1A"}) : ""),
      tekenset_(worp.pick({Tekenset::ascii, Tekenset::utf8, Tekenset::windows1252, Tekenset::utf16})) {
  if (!worp.one_in(4)) kolommen_.push_back(Kolom::kenmerk);
  if (!worp.one_in(4)) kolommen_.push_back(Kolom::einddatum);
  if (worp.one_in(2)) kolommen_.push_back(Kolom::opmerking);
  for (std::size_t i = kolommen_.size(); worp.one_in(2) && i > 1; --i) {
    std::swap(kolommen_[i - 1], kolommen_[worp.below(i)]);
  }
  if (kolommen_.back() == Kolom::bsn) final_line_end_ = true;  // else a BSN of eight digits there is refused
}

Bronpersoon Bron::make_person(Worp& worp) const {
  const auto days = [&](std::size_t from, std::size_t reach) {
    return std::chrono::days(static_cast<int>(from + worp.below(reach)));
  };
  const auto today = std::chrono::sys_days(std::chrono::days(peildatum_.days()));
  Bronpersoon persoon{make_bsn(worp), Datum(today - days(1, 900)), kFasen.at(worp.below(kFasen.size())), {}, {}, {}};
  const bool with_letter = tekenset_ != Tekenset::ascii;
  if (!worp.one_in(3)) persoon.kenmerk = make_text(worp, 1 + worp.below(12), with_letter);
  if (worp.one_in(3)) persoon.einddatum = Datum(today + days(0, 900));
  if (worp.one_in(2)) persoon.opmerking = make_text(worp, worp.below(30), with_letter);
  return persoon;
}

std::string Bron::write(const std::vector<Bronpersoon>& personen) const {
  std::string text = header() + line_end_;
  if (ruler_) text += joined(std::vector<std::string>(kolommen_.size(), "------")) + line_end_;
  for (const auto& persoon : personen) text += row(persoon) + line_end_;
  if (!end_mark_.empty()) text += end_mark_ + line_end_;
  if (!final_line_end_) text.erase(text.size() - line_end_.size());
  return encoded(text);
}

std::string Bron::header() const {
  std::vector<std::string> names;
  for (const auto kolom : kolommen_) {
    names.emplace_back(std::array{"burgerservicenummer", "startdatum", "fase", "kenmerk", "einddatum", "opmerking"}.at(
        static_cast<std::size_t>(kolom)));
  }
  return joined(names);
}

std::string Bron::row(const Bronpersoon& persoon) const {
  std::vector<std::string> values;
  const bool lost = loses_zeros_ && persoon.bsn.front() == '0' && persoon.bsn[1] != '0';
  for (const auto kolom : kolommen_) {
    if (kolom == Kolom::bsn) values.push_back(persoon.bsn.substr(lost ? 1 : 0));
    if (kolom == Kolom::startdatum) values.push_back(date(persoon.startdatum));
    if (kolom == Kolom::fase) values.push_back(persoon.fase);
    if (kolom == Kolom::kenmerk) values.push_back(persoon.kenmerk);
    if (kolom == Kolom::einddatum) values.push_back(persoon.einddatum ? date(*persoon.einddatum) : "");
    if (kolom == Kolom::opmerking) values.push_back(persoon.opmerking);
  }
  return joined(values);
}

std::string Bron::joined(const std::vector<std::string>& values) const {
  std::string line;
  for (const auto& value : values) line += quoted(value) + delimiter_;
  line.pop_back();
  return line + std::string(empty_, delimiter_);
}

std::string Bron::quoted(const std::string& value) const { return all_quoted_ ? '"' + value + '"' : value; }

std::string Bron::date(const Datum& datum) const {
  const std::string iso = datum.text();
  if (!dutch_dates_) return iso;
  std::array<char, 32> made{};
  const char* form = padded_dates_ ? "%02d-%02d-%s" : "%d-%d-%s";
  std::snprintf(made.data(), made.size(), form, std::stoi(iso.substr(8)), std::stoi(iso.substr(5, 2)),
                iso.substr(0, 4).c_str());
  return made.data();
}

std::string Bron::encoded(const std::string& text) const {
  if (tekenset_ == Tekenset::utf8) return std::string(kMark) + text;
  if (tekenset_ == Tekenset::windows1252) return replaced(text, kLetter, "\xE9");
  if (tekenset_ == Tekenset::ascii) return text;
  std::string made = "\xFF\xFE";
  for (const char c : replaced(text, kLetter, "\xE9")) made.append({c, '\0'});
  return made;
}

std::optional<std::string> Bron::decoded(std::string_view bytes) const {
  if (tekenset_ == Tekenset::ascii) return std::string(bytes);
  if (tekenset_ == Tekenset::windows1252) return replaced(std::string(bytes), "\xE9", kLetter);
  if (tekenset_ == Tekenset::utf8) {
    if (!bytes.starts_with(kMark)) return std::nullopt;
    return std::string(bytes.substr(kMark.size()));
  }
  if (!bytes.starts_with("\xFF\xFE") || bytes.size() % 2 != 0) return std::nullopt;
  std::string made;
  for (std::size_t at = 2; at < bytes.size(); at += 2) {
    if (bytes[at + 1] != '\0') return std::nullopt;
    made.push_back(bytes[at]);
  }
  return replaced(std::move(made), "\xE9", kLetter);
}

std::optional<std::string> Bron::mended(std::string_view bytes) const {
  const auto text = decoded(bytes);
  if (!text) return std::nullopt;
  std::string made = header() + '\n';
  std::string_view rest = *text;
  for (bool first = true; !rest.empty(); first = false) {
    const auto end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    const bool ended = end != std::string_view::npos;
    rest.remove_prefix(ended ? end + 1 : rest.size());
    while (line.ends_with('\r')) line.remove_suffix(1);
    if (first || is_no_row(line)) continue;
    const bool could_be = could_be_row(line) || (!ended && could_be_row(std::string(line) + "\"\""));
    if (!could_be || (!ended && ends_in_text(line))) return std::nullopt;
    made.append(line).push_back('\n');
  }
  return encoded(made);
}

bool Bron::is_no_row(std::string_view line) const {
  constexpr std::array<std::string_view, 10> kNoRows{
      "(39 rows affected)", "(39 rijen)",  "Totaal;300", "Aantal: 300", "\\.", "EOF",
      "-- einde --",        "-----;-----", "=====",      "---"};
  const bool known = std::find(kNoRows.begin(), kNoRows.end(), line) != kNoRows.end();
  // A second export brings the marks of its file along.
  std::string_view name = line;
  for (const std::string_view mark : {"\x1A", "\xEF\xBB\xBF"}) {
    if (name.starts_with(mark)) name.remove_prefix(mark.size());
  }
  return known || name == header() || line == joined(std::vector<std::string>(kolommen_.size(), "------")) ||
         line.find_first_not_of(std::string("\x1A ") + delimiter_) == std::string_view::npos;
}

std::optional<std::vector<std::string>> Bron::values_of(std::string_view line) const {
  std::vector<std::string> values;
  for (std::size_t i = 0; i < kolommen_.size() + empty_; ++i) {
    const bool last = i + 1 == kolommen_.size() + empty_;
    const auto end = last ? line.size() : line.find(delimiter_);
    if (end == std::string_view::npos) return std::nullopt;
    std::string_view value = line.substr(0, end);
    const bool quotes = all_quoted_ && i < kolommen_.size();
    if (quotes && (value.size() < 2 || value.front() != '"' || value.back() != '"')) return std::nullopt;
    values.emplace_back(quotes ? value.substr(1, value.size() - 2) : value);
    line.remove_prefix(last ? line.size() : end + 1);
  }
  return values;
}

bool Bron::could_be_row(std::string_view line) const {
  const auto values = values_of(line);
  if (!values) return false;
  for (std::size_t i = 0; i < values->size(); ++i) {
    if (i >= kolommen_.size() ? !(*values)[i].empty() : !could_be_value(kolommen_[i], (*values)[i])) return false;
  }
  return true;
}

bool Bron::could_be_value(Kolom kolom, const std::string& value) const {
  const bool digits = std::all_of(value.begin(), value.end(), is_digit);
  switch (kolom) {
    case Kolom::bsn:
      if (loses_zeros_ && digits && value.size() == 8) return passes_elfproef("0" + value);
      return digits && value.size() == 9 && passes_elfproef(value);
    case Kolom::startdatum:
      return could_be_date(value);
    case Kolom::fase:
      return std::find(kFasen.begin(), kFasen.end(), value) != kFasen.end();
    case Kolom::einddatum:
      return value.empty() || could_be_date(value);
    default:
      const std::string plain = tekenset_ == Tekenset::ascii ? value : replaced(value, kLetter, "");
      return std::all_of(plain.begin(), plain.end(), is_plain);
  }
}

/// A Dutch date that lost a digit of its day or month may be another date.
bool Bron::could_be_date(const std::string& value) const {
  std::string iso = value;
  if (dutch_dates_) {
    int day = 0;
    int month = 0;
    int year = 0;
    if (std::sscanf(value.c_str(), "%d-%d-%d", &day, &month, &year) != 3) return false;
    std::array<char, 48> made{};
    std::snprintf(made.data(), made.size(), "%04d-%02d-%02d", year, month, day);
    iso = made.data();
  }
  const auto datum = Datum::parse_iso(iso);
  return datum && (dutch_dates_ || date(*datum) == value);
}

bool Bron::ends_in_text(std::string_view line) const {
  const bool text = kolommen_.back() == Kolom::kenmerk || kolommen_.back() == Kolom::opmerking;
  return text && !all_quoted_ && empty_ == 0 && !line.empty() && line.back() != delimiter_;
}

}  // namespace vish::test
