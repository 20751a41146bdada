#include <string>

#include "unit/proto/dagbestand_reading.h"

using vish::proto::test::Events;
using vish::proto::test::kHeader;
using vish::proto::test::read;
using vish::proto::test::Reading;

namespace {

Reading read_one_row(const std::string& row) { return read(kHeader + row + "\n"); }

struct Clothes {
  std::string value;
  std::string code;
};

/// How values are found in exports, written around or into a plain value of
/// which `half` is the first part and `rest` the other.
std::vector<Clothes> dressed(const std::string& half, const std::string& rest) {
  const std::string plain = half + rest;
  return {{"=\"" + plain + "\"", "verpakt"},
          {"\"=\"\"" + plain + "\"\"\"", "verpakt"},
          {"=\"\"\"" + plain + "\"\"\"", "verpakt"},
          {"=" + plain, "verpakt"},
          {"'" + plain, "verpakt"},
          {"'" + plain + "'", "verpakt"},
          {"\"\"\"" + plain + "\"\"\"", "verpakt"},
          {"\u2019" + plain, "vreemd_teken"},
          {"\u200B" + plain, "vreemd_teken"},
          {plain + "\u200B", "vreemd_teken"},
          {half + "\u200B" + rest, "vreemd_teken"},
          {"\u202A" + plain + "\u202C", "vreemd_teken"},
          {"\u200E" + plain, "vreemd_teken"},
          {"\u2068" + plain + "\u2069", "vreemd_teken"},
          {"\uFEFF" + plain, "vreemd_teken"},
          {half + "\uFEFF" + rest, "vreemd_teken"},
          {"\x1F" + plain, "vreemd_teken"},
          {half + "\x1F" + rest, "vreemd_teken"},
          {plain + "\u202F", "vreemd_teken"},
          {"\u3000" + plain, "vreemd_teken"},
          {half + "\u00AD" + rest, "vreemd_teken"},
          {half + "\u2060" + rest, "vreemd_teken"}};
}

std::string in_wide_digits(std::string_view text) {
  std::string made;
  for (const char c : text) made += std::string("\xEF\xBC") + static_cast<char>(0x90 + (c - '0'));
  return made;
}

void check_accepted(const std::string& row, const std::string& kolom, const std::string& code) {
  CAPTURE(row);
  const auto reading = read_one_row(row);
  REQUIRE(reading.events.size() >= 2);
  CHECK(reading.events.front() == "waarschuwing 2 " + kolom + " " + code);
  CHECK(reading.events.back() == "rij 2 999990408 2026-01-15 nazorg [] 2027-02-28");
}

}  // namespace

TEST_CASE("A dressed BSN, date or fase is read as what is in it, with a warning") {
  for (const auto& [value, code] : dressed("99999", "0408")) {
    check_accepted(value + ";2026-01-15;nazorg;;2027-02-28", "burgerservicenummer", code);
  }
  for (const auto& [value, code] : dressed("2026-0", "1-15")) {
    check_accepted("999990408;" + value + ";nazorg;;2027-02-28", "startdatum", code);
  }
  for (const auto& [value, code] : dressed("28-0", "2-2027")) {
    check_accepted("999990408;2026-01-15;nazorg;;" + value, "einddatum", code);
  }
  for (const auto& [value, code] : dressed("naz", "org")) {
    check_accepted("999990408;2026-01-15;" + value + ";;2027-02-28", "fase", code);
  }
}

TEST_CASE("Digits of other scripts, hyphens that do not break and narrow spaces have one meaning") {
  check_accepted(in_wide_digits("999990408") + ";2026-01-15;nazorg;;2027-02-28", "burgerservicenummer", "vreemd_teken");
  check_accepted("\u0669\u0669\u0669\u0669\u0669\u0660\u0664\u0660\u0668;2026-01-15;nazorg;;2027-02-28",
                 "burgerservicenummer", "vreemd_teken");
  check_accepted("999\u2011990\u2011408;2026-01-15;nazorg;;2027-02-28", "burgerservicenummer", "vreemd_teken");
  check_accepted("999\u202F990\u202F408;2026-01-15;nazorg;;2027-02-28", "burgerservicenummer", "vreemd_teken");
  check_accepted("999990408;2026\u201101\u201115;nazorg;;2027-02-28", "startdatum", "vreemd_teken");
  check_accepted("999990408;2026\u00AD01\u00AD15;nazorg;;2027-02-28", "startdatum", "vreemd_teken");
  check_accepted("999990408;" + in_wide_digits("2026") + "-" + in_wide_digits("01") + "-" + in_wide_digits("15") +
                     ";nazorg;;2027-02-28",
                 "startdatum", "vreemd_teken");
  check_accepted("999990408;2026-01-15;naz\u043Erg;;2027-02-28", "fase", "vreemd_teken");
}

TEST_CASE("The finding names the sign, in a warning and in a fault") {
  const auto accepted = read_one_row("99999\u200B0408;2026-01-15;nazorg;;");
  REQUIRE(accepted.bevindingen.size() == 1);
  CHECK(accepted.bevindingen[0].melding.find("U+200B ZERO WIDTH SPACE") != std::string::npos);

  const auto refused = read_one_row("99999\u202E0409;2026-02-3\u200B0;naz\u00ADorgen;;");
  CHECK(refused.events ==
        Events{"fout 2 burgerservicenummer elfproef", "fout 2 startdatum datum", "fout 2 fase fase", "foute_rij -"});
  REQUIRE(refused.bevindingen.size() == 3);
  CHECK(refused.bevindingen[0].melding.find("U+202E RIGHT-TO-LEFT OVERRIDE") != std::string::npos);
  CHECK(refused.bevindingen[1].melding.find("U+200B ZERO WIDTH SPACE") != std::string::npos);
  CHECK(refused.bevindingen[2].melding.find("U+00AD SOFT HYPHEN") != std::string::npos);
}

TEST_CASE("A sign that breaks lines around a value is taken off it") {
  const std::string sign = GENERATE("\v", "\f", "\u0085", "\u2028");
  CHECK(read_one_row("999990408" + sign + ";" + sign + "2026-01-15;nazorg" + sign + ";;").events ==
        Events{"waarschuwing 2 burgerservicenummer vreemd_teken", "waarschuwing 2 startdatum vreemd_teken",
               "waarschuwing 2 fase vreemd_teken", "rij 2 999990408 2026-01-15 nazorg [] -"});
}

TEST_CASE("Digits of another script that are no BSN are not told in the finding") {
  const auto reading = read_one_row(in_wide_digits("999990409") + ";2026-01-15;nazorg;;");
  REQUIRE(reading.bevindingen.size() == 1);
  CHECK(reading.bevindingen[0].melding.find("FULLWIDTH DIGIT") != std::string::npos);
  CHECK(reading.bevindingen[0].melding.find("NINE") == std::string::npos);
}

TEST_CASE("A word for nothing in an optional column is nothing, with a warning") {
  const std::string word =
      GENERATE("NULL", "null", "(null)", "<null>", "<NULL>", "[NULL]", "\\N", "nan", "NaN", "None", "NaT", "<NA>", "NA",
               "N/A", "#N/A", "#N/B", " NULL ", "\"NULL\"", "\"\"\"NULL\"\"\"", "'null'", "=\"NULL\"", "\"(null) \"",
               "\\\\N", "-nan", "n.v.t.", "#NULL!", "\u201CNULL\u201D", "\uFF2E\uFF35\uFF2C\uFF2C", "NULL\u202F",
               "#VERW!", "#NAAM?", "#DEEL/0!", "########", "nan-nan", "NULL-NULL", "<NULL>-<NULL>", "None/None",
               "<<NULL>>", "NULL.", "nvt.", "n.a", "System.DBNull", "[object Object]", "Invalid date", "_x000D_",
               "\"&nbsp;\"", "=\"\"", "=''", "'", ".", "-", "--", "?", "\u3000", "\u2007\u2007");
  CAPTURE(word);
  CHECK(read_one_row("999990408;2026-01-15;nazorg;" + word + ";").events ==
        Events{"waarschuwing 2 kenmerk leeg_woord", "rij 2 999990408 2026-01-15 nazorg [] -"});
  CHECK(read_one_row("999990408;2026-01-15;nazorg;K;" + word).events ==
        Events{"waarschuwing 2 einddatum leeg_woord", "rij 2 999990408 2026-01-15 nazorg [K] -"});
}

TEST_CASE("A day that programs write for no day is no end date") {
  const std::string day = GENERATE("0000-00-00", "00-00-0000", "00-01-1900", "01-01-1900", "1900-01-01", "0001-01-01",
                                   "1899-12-30", "1970-01-01", "0", "00000000", "1899-12-00", "0-0-1900");
  CHECK(read_one_row("999990408;2026-01-15;nazorg;K;" + day).events ==
        Events{"waarschuwing 2 einddatum leeg_woord", "rij 2 999990408 2026-01-15 nazorg [K] -"});
}

TEST_CASE("A kenmerk that a spreadsheet rounded is dropped, with a warning that says so") {
  CHECK(read_one_row("999990408;2026-01-15;nazorg;2,02601E+11;").events ==
        Events{"waarschuwing 2 kenmerk excel_notatie", "rij 2 999990408 2026-01-15 nazorg [] -"});
}

TEST_CASE("A number of a case with an E among its digits is one that nobody rounded") {
  CHECK(read_one_row("999990408;2026-01-15;nazorg;7E26;").events ==
        Events{"rij 2 999990408 2026-01-15 nazorg [7E26] -"});
}

TEST_CASE("A word for nothing in a required column does not fill it") {
  CHECK(read_one_row("999990408;NULL;nazorg;;").events == Events{"fout 2 startdatum verplicht", "foute_rij 999990408"});
  CHECK(read_one_row("\u200B;2026-01-15;\uFEFF;;").events ==
        Events{"fout 2 burgerservicenummer verplicht", "fout 2 fase verplicht", "foute_rij -"});
}

TEST_CASE("A kenmerk that begins like such a word is kept") {
  const std::string kenmerk = GENERATE("NULL-1", "nannini", "None of these", "Nat. Bank", "nul", "(K)", "'s-Gravenhage",
                                       "#123", "SHV-nan", "in 2026", "Systeem 4", "-12", "1E", "E12");
  CHECK(read_one_row("999990408;2026-01-15;nazorg;" + kenmerk + ";").events ==
        Events{"rij 2 999990408 2026-01-15 nazorg [" + kenmerk + "] -"});
}

TEST_CASE("Hidden signs are taken out of a kenmerk, and letters of any kind stay") {
  const Events cleaned{"waarschuwing 2 kenmerk vreemd_teken", "rij 2 999990408 2026-01-15 nazorg [SHV-12] -"};
  for (const std::string kenmerk : {"SHV\u202E-12", "\u200BSHV-12\u200F", "SHV-1\uFEFF2", "SHV\x1F-12", "SHV\u00AD-12",
                                    "\u2066SHV-12\u2069", "SHV-12 \u200B"}) {
    CAPTURE(kenmerk);
    CHECK(read_one_row("999990408;2026-01-15;nazorg;" + kenmerk + ";").events == cleaned);
  }
  CHECK(read_one_row("999990408;2026-01-15;nazorg;=\"SHV-12\";").events ==
        Events{"waarschuwing 2 kenmerk verpakt", "rij 2 999990408 2026-01-15 nazorg [SHV-12] -"});
  CHECK(read_one_row("999990408;2026-01-15;nazorg;Caf\u00e9 \u20ac \u0416;").events ==
        Events{"rij 2 999990408 2026-01-15 nazorg [Caf\u00e9 \u20ac \u0416] -"});
}

TEST_CASE("The row's own BSN in a kenmerk is found in any script and with anything between its digits") {
  const std::string kenmerk = GENERATE(as<std::string>{}, "99999x0408", "9a9b9c9d9e0f4g0h8", "99999\u200B0408",
                                       "\u0669\u0669\u0669\u0669\u0669\u0660\u0664\u0660\u0668",
                                       "\u2079"
                                       "99990408");
  const auto reading = read_one_row("999990408;2026-01-15;nazorg;" + kenmerk + ";");
  CHECK(reading.events.back() == "rij 2 999990408 2026-01-15 nazorg [] -");
  CHECK(reading.events.at(reading.events.size() - 2) == "waarschuwing 2 kenmerk kenmerk_bevat_bsn");
}

TEST_CASE("A faulty row names its person also where the BSN is dressed") {
  CHECK(read_one_row("=\"999990408\";2026-01-15").events ==
        Events{"fout 2 - aantal_velden", "mist_mogelijk_rijen", "foute_rij 999990408"});
}

TEST_CASE("End marks at the end of a file, with or without line ends, are no row") {
  const std::string row = "999990408;2026-01-15;nazorg;K;";
  const std::string mark =
      GENERATE("\x1A", "\r\n\x1A", "\n\x1A\r\n", "\x1A\r\n", "\n\x1A\n\x1A\n", "\x1A\x1A\x1A", "\r\n\x1A\x1A\r\n\r\n");
  CAPTURE(mark);
  CHECK(read(kHeader + row + mark).events == Events{"rij 2 999990408 2026-01-15 nazorg [K] -"});
  CHECK(read("bsn;startdatum;fase;kenmerk;einddatum" + mark).events.empty());
  CHECK(read(mark).events.back().ends_with(" leeg"));
}

TEST_CASE("A last row that ends with an end mark is whole") {
  CHECK(read("startdatum;fase;bsn\n2026-01-15;nazorg;00009921\x1A").events ==
        Events{"waarschuwing 2 burgerservicenummer voorloopnul", "rij 2 000009921 2026-01-15 nazorg [] -"});
}
