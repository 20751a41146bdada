#include <array>
#include <cstdio>

#include "property/proto/dagbestand_model.h"

namespace vish::proto::test {
namespace {

struct Day {
  int year;
  int month;
  int day;
};

bool operator<(const Day& a, const Day& b) {
  return std::array{a.year, a.month, a.day} < std::array{b.year, b.month, b.day};
}

constexpr Day kPeildatum{2026, 11, 23};

std::string text(const Day& day, bool dutch, bool short_form = false) {
  std::array<char, 48> buffer{};
  if (dutch && short_form) {
    std::snprintf(buffer.data(), buffer.size(), "%d-%d-%04d", day.day, day.month, day.year);
  } else if (dutch) {
    std::snprintf(buffer.data(), buffer.size(), "%02d-%02d-%04d", day.day, day.month, day.year);
  } else {
    std::snprintf(buffer.data(), buffer.size(), "%04d-%02d-%02d", day.year, day.month, day.day);
  }
  return buffer.data();
}

Day random_day(Dice& dice) {
  return {2015 + static_cast<int>(dice.below(14)), 1 + static_cast<int>(dice.below(12)),
          1 + static_cast<int>(dice.below(28))};
}

const std::vector<std::string> kNoDates{"2026-02-29", "31-04-2026", "2026-00-10", "2026-1-1",  "01/02/2026",
                                        "x",          "20260101",   "00-01-2026", "2026-13-01"};
/// Of which the begin or the end may be of another row.
const std::vector<std::string> kTornDates{"2026-01-011", "1-1-26", "001-1-2026", "1-1--2026", "202-10-10", "0-17"};

/// Nine digits whose weighted sum leaves `remainder` by eleven.
std::string nine_digits(Dice& dice, int remainder, bool leading_zero) {
  while (true) {
    std::string digits;
    int sum = 0;
    for (int weight = 9; weight > 0; --weight) {
      const auto digit = weight == 9 && leading_zero ? 0 : static_cast<int>(dice.below(10));
      digits.push_back(static_cast<char>('0' + digit));
      sum += digit * (weight == 1 ? -1 : weight);
    }
    if ((sum % 11 + 11) % 11 == remainder && digits != "000000000") return digits;
  }
}

std::string spread(Dice& dice, const std::string& digits) {
  std::string made;
  for (const char digit : digits) {
    if (!made.empty()) made += dice.pick<std::string>({"", "", ".", " ", "-", "- ", "\u00a0"});
    made += digit;
  }
  return made;
}

/// Digits with something between at least two pairs of them, so that one full
/// stop is never all there is.
std::string formatted(Dice& dice, const std::string& digits) {
  const std::string middle = dice.pick<std::string>({".", " ", "-", "\u00a0"});
  const std::string end = dice.pick<std::string>({".", " ", "-", "\u00a0", ". "});
  return spread(dice, digits.substr(0, 3)) + middle + spread(dice, digits.substr(3, 3)) + end +
         spread(dice, digits.substr(6));
}

/// Now and then the value as a spreadsheet or a database would dress it.
void dress(Dice& dice, MadeValue& value, const std::string& column) {
  if (!value.faults.empty() || value.text.empty() || !dice.one_in(10)) return;
  const std::string text = value.text;
  auto half = text.size() / 2;
  while ((static_cast<unsigned char>(text[half]) & 0xC0U) == 0x80U) ++half;
  switch (dice.below(5)) {
    case 0:
      value.text = "=\"" + text + "\"";
      break;
    case 1:
      value.text = "'" + text;
      break;
    case 2:
      value.text = "\"" + text + "\"";
      break;
    case 3:
      value.text = "\x1f" + text;
      break;
    default:
      value.text = text.substr(0, half) + "\x1f" + text.substr(half);
  }
  const bool separated = value.text.find('\x1f') != std::string::npos;
  value.warnings.insert(value.warnings.begin(), column + (separated ? " vreemd_teken" : " verpakt"));
}

const std::vector<std::string> kWordsForNothing{"--",  "#VERW!", ".",    "NULL", "null", "(null)", "<NULL>",
                                                "\\N", "nan",    "None", "NaT",  "<NA>", "N/A",    "'NULL'"};

void make_bsn(Dice& dice, MadeRow& row) {
  const std::string good = nine_digits(dice, 0, dice.one_in(4));
  const int wrong = 1 + static_cast<int>(dice.below(10));
  switch (dice.below(24)) {
    case 0:
      row.bsn = {"", {"burgerservicenummer verplicht"}};
      break;
    case 1:
      row.bsn = {nine_digits(dice, wrong, false), {"burgerservicenummer elfproef"}};
      break;
    case 2:
      row.bsn = {nine_digits(dice, wrong, true).substr(1), {"burgerservicenummer elfproef"}};
      break;
    case 3:
      row.bsn = {dice.pick<std::string>({"1", good + "0", good.substr(0, 4) + "x" + good.substr(5), "-" + good, "a;b",
                                         good.substr(0, 8) + "." + good.substr(8), good + ".0", "1,2,3E+8", "E+08",
                                         formatted(dice, good) + "1", formatted(dice, good.substr(0, 7))}),
                 {"burgerservicenummer patroon"}};
      break;
    case 4:
      row.readable_bsn = nine_digits(dice, 0, true);
      row.bsn = {row.readable_bsn.substr(1), {}, {"burgerservicenummer voorloopnul"}};
      break;
    case 5:
      row.readable_bsn = good;
      row.bsn = {formatted(dice, good), {}, {"burgerservicenummer bsn_opmaak"}};
      break;
    case 6:
      row.readable_bsn = nine_digits(dice, 0, true);
      row.bsn = {formatted(dice, row.readable_bsn.substr(1)),
                 {},
                 {"burgerservicenummer bsn_opmaak", "burgerservicenummer voorloopnul"}};
      break;
    case 7:
      row.bsn = {dice.pick<std::string>({"1,23457E+08", "1.23457E+08", "9e8", "1,2E+8", "7,E-1"}),
                 {"burgerservicenummer excel_notatie"}};
      break;
    case 8:
      row.bsn = {formatted(dice, nine_digits(dice, wrong, false)), {"burgerservicenummer elfproef"}};
      break;
    default:
      row.readable_bsn = good;
      row.bsn = {good};
  }
}

void make_dates(Dice& dice, MadeRow& row) {
  const Day start = random_day(dice);
  row.startdatum = {text(start, dice.one_in(2), dice.one_in(3))};
  row.start_iso = text(start, false);
  if (kPeildatum < start) row.startdatum.faults = {"startdatum startdatum_na_peildatum"};
  if (dice.one_in(12)) row.startdatum = {dice.pick(kNoDates), {"startdatum datum"}};
  if (dice.one_in(24)) row.startdatum = {dice.pick(kTornDates), {"startdatum datum"}, {}, true};
  if (dice.one_in(20)) row.startdatum = {"", {"startdatum verplicht"}};
  const bool start_is_day = row.startdatum.faults.empty() || row.startdatum.faults[0].ends_with("na_peildatum");

  if (dice.one_in(2)) return;
  const Day end = random_day(dice);
  row.einddatum = {text(end, dice.one_in(2), dice.one_in(3))};
  row.end_iso = text(end, false);
  if (start_is_day && end < start) row.einddatum.faults = {"einddatum einddatum_voor_startdatum"};
  if (dice.one_in(12)) row.einddatum = {dice.pick(kNoDates), {"einddatum datum"}};
  if (dice.one_in(24)) row.einddatum = {dice.pick(kTornDates), {"einddatum datum"}, {}, true};
  if (dice.one_in(12)) {
    row.einddatum = {dice.pick(kWordsForNothing), {}, {"einddatum leeg_woord"}};
    row.end_iso = "-";
  } else {
    dress(dice, row.einddatum, "einddatum");
  }
}

void make_fase(Dice& dice, MadeRow& row) {
  if (dice.one_in(20)) {
    row.fase = {"", {"fase verplicht"}};
  } else if (dice.one_in(20)) {
    row.fase = {dice.pick<std::string>({"begeleiding", "beschermingsbewind", "0", "\u00e9."}), {"fase fase"}};
  } else if (dice.one_in(20)) {
    row.fase = {dice.pick<std::string>({"nazorgg", "stabilregeling", "oplazorg", "Ntake", "nazor", "Regeling",
                                        "stabilisatie schuldregeling", "nazorg\"x"}),
                {"fase fase"}};
    row.fase.torn = true;
  } else {
    row.fase_name = dice.pick<std::string>({"stabilisatie", "schuldregeling", "oplossing", "nazorg", "nazorg",
                                            "oplossing", "stabilisatie", "intake", "aanmelding"});
    row.fase = {row.fase_name};
    if (dice.one_in(3)) row.fase.text[0] = static_cast<char>(row.fase.text[0] - 'a' + 'A');
  }
}

/// Characters of any kind that is allowed; one outside ASCII is followed by a
/// dot, so that in Windows-1252 it is never by chance UTF-8.
std::string harmless_text(Dice& dice, std::size_t characters) {
  std::string made;
  while (characters > 0) {
    if (characters > 3 && dice.one_in(12)) {
      made += dice.pick<std::string>({"\u00e9.", "\u20ac.", "\u00fc.", "\u0161."});
      characters -= 2;
    } else {
      made += dice.pick<char>({'a', 'Z', '-', '7', ';', ',', '"', '/', '\'', '='});
      --characters;
    }
  }
  return made;
}

/// A text whose only quote is not its last sign, as in the remains of two rows.
std::string without_loose_quote(std::string text) {
  if (text.find('"') == text.size() - 1) text.back() = 'x';
  return text;
}

void make_kenmerk(Dice& dice, MadeRow& row) {
  switch (dice.below(12)) {
    case 0:
      break;
    case 1:
      row.kenmerk = {without_loose_quote("k" + harmless_text(dice, 64 + dice.below(200))), {"kenmerk kenmerk_te_lang"}};
      break;
    case 2:
      row.kenmerk = {"a" + dice.pick<std::string>({"\n", "\r\n", "\t", "\x01", "\x7f", "\r"}) + "b",
                     {"kenmerk kenmerk_tekens"}};
      break;
    case 3:
      if (row.readable_bsn.empty()) break;
      row.kenmerk = {"D" + spread(dice, row.readable_bsn.substr(row.readable_bsn[0] == '0' ? 1 : 0)) + "/x",
                     {},
                     {"kenmerk kenmerk_bevat_bsn"}};
      break;
    case 4:
      row.kenmerk = {dice.pick(kWordsForNothing), {}, {"kenmerk leeg_woord"}};
      break;
    default:
      row.kenmerk = {without_loose_quote("k" + harmless_text(dice, dice.below(64)))};
      row.kept_kenmerk = row.kenmerk.text;
  }
}

}  // namespace

MadeRow make_row(Dice& dice) {
  MadeRow row;
  make_bsn(dice, row);
  make_dates(dice, row);
  make_fase(dice, row);
  make_kenmerk(dice, row);
  dress(dice, row.bsn, "burgerservicenummer");
  dress(dice, row.startdatum, "startdatum");
  dress(dice, row.fase, "fase");
  return row;
}

}  // namespace vish::proto::test
