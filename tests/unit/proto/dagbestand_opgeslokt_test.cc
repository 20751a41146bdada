// Rows that may have swallowed others: whatever else they are, the file ends nobody.

#include <algorithm>
#include <string>
#include <vector>

#include "unit/proto/dagbestand_reading.h"

using vish::proto::test::Events;
using vish::proto::test::kGoodRow;
using vish::proto::test::kHeader;
using vish::proto::test::read;
using vish::proto::test::Reading;

namespace {

const std::string kWithRemark = "bsn;startdatum;fase;opmerking\n";
const std::string kOnbekend = "waarschuwing 1 opmerking onbekende_kolom";
const std::string kMist = "mist_mogelijk_rijen";

std::string last_melding(const Reading& reading) { return reading.bevindingen.back().melding; }

}  // namespace

TEST_CASE("Rows that quotes pulled together are not counted as gone, whatever the number of fields") {
  const std::string swallowed =
      "999990408;2026-01-15;nazorg;\"zie map 3;\n" + kGoodRow + "999990421;2026-01-15;nazorg;ok\";\n";
  CHECK(read(kHeader + swallowed).events == Events{"fout 2 kenmerk rijen_in_waarde", "fout 2 kenmerk kenmerk_te_lang",
                                                   "fout 2 kenmerk kenmerk_tekens", kMist, "foute_rij 999990408"});
  const std::string pair = "999990408;2026-01-15;nazorg;\"abc;\n999990421;2026-01-15;nazorg;\"def\";\n";
  CHECK(read(kHeader + pair).events ==
        Events{"fout 2 kenmerk aanhalingsteken", "fout 2 kenmerk rijen_in_waarde", kMist, "foute_rij 999990408"});
}

TEST_CASE("A line break in a column of no meaning is a warning, and the row stays good") {
  const std::string text =
      GENERATE("\"a\vb\"", "\"a\fb\"", "\"a\u0085\"", "\"a\u2028b\"", "\"\u2029;\"", "\"a\nb\"", "\"a\r\nb\"",
               "\"\na\"", "\"a\n\"", "\"a\rb\"", "a\rb", "\r\"a", "\x1A\x61", "\x1A;");
  CHECK(read(kWithRemark + "999990408;2026-01-15;nazorg;" + text + "\n").events ==
        Events{kOnbekend, "waarschuwing 2 - regeleinde_in_waarde", kMist, "rij 2 999990408 2026-01-15 nazorg [] -"});
}

TEST_CASE("What follows swallowed rows in their row may be another person's and is not believed") {
  const std::string header = "bsn;opmerking;startdatum;fase;einddatum\n";
  const std::string swallowed = "999990408;\"a;2026-01-15;nazorg;\n999990421;b\";2026-02-15;nazorg;2026-11-30\n";
  const std::string found = "fout 2 - rijen_in_waarde";
  CHECK(read(header + swallowed).events ==
        Events{"waarschuwing 1 opmerking onbekende_kolom", found, kMist, "foute_rij 999990408"});
  const std::string harmless = "999990408;\"a\nb\";2026-01-15;nazorg;\n";
  CHECK(read(header + harmless).events.back() == "rij 2 999990408 2026-01-15 nazorg [] -");
  const std::string at_the_end = "999990408;2026-01-15;nazorg;\"a;b\nc\"\n";
  CHECK(read(kWithRemark + at_the_end).events.back() == "rij 2 999990408 2026-01-15 nazorg [] -");
}

TEST_CASE("A row in an early fase may have swallowed others as well") {
  CHECK(read(kHeader + "999990408;nooit;intake;\"a\nb\";nooit\n").events ==
        Events{"waarschuwing 2 kenmerk regeleinde_in_waarde", kMist, "overgeslagen_rij"});
  CHECK(read(kHeader + "999990408;2026-01-15;intake;\"a\"b;\n").events ==
        Events{"fout 2 kenmerk aanhalingsteken", kMist, "overgeslagen_rij"});
}

TEST_CASE("Two rows whose line break was lost, or is a lone CR, are one faulty row that may lack another") {
  const std::string between = GENERATE("", "\r", ";", " ");
  CHECK(read(kHeader + "999990408;2026-01-15;nazorg;K;" + between + kGoodRow).events ==
        Events{"fout 2 - aantal_velden", kMist, "foute_rij 999990408"});
}

TEST_CASE("A row with more or fewer empty fields at its end than the others may lack another") {
  const std::string row = "999990408;2026-01-15;nazorg;;";
  const std::string event = " 999990408 2026-01-15 nazorg [] -";
  const std::string found = " - lege_velden";
  CHECK(read(kHeader + row + ";;\n" + row + ";;\n").events == Events{"rij 2" + event, "rij 3" + event});
  CHECK(read(kHeader + row + "\n" + row + ";\n").events ==
        Events{"rij 2" + event, "waarschuwing 3" + found, kMist, "rij 3" + event});
  CHECK(read(kHeader + row + ";\n" + row + "\n").events ==
        Events{"rij 2" + event, "waarschuwing 3" + found, kMist, "rij 3" + event});
  const std::string wide = "bsn;startdatum;fase;kenmerk;einddatum;;\n";
  CHECK(read(wide + row + ";;\n" + row + "\n;;;;;;;;;;;\n" + row + ";;\n").events ==
        Events{"rij 2" + event, "rij 3" + event, "waarschuwing 4 - lege_rij", "rij 5" + event});
  const auto torn = read(
      "startdatum;fase;bsn;einddatum;;\n2026-01-15;nazorg;999990408;2026-12-31;;\n"
      "2026-01-15;nazorg;9999904-21;;\n");
  CHECK(std::count(torn.events.begin(), torn.events.end(), kMist) == 1);
  CHECK(read(wide + row + "\n" + row + ";;\n" + row + "\n").events ==
        Events{"rij 2" + event, "waarschuwing 3" + found, kMist, "rij 3" + event, "rij 4" + event});
}

TEST_CASE("A fase that begins as one and ends as another may lack the rows between") {
  const std::string fase = GENERATE("stabilregeling", "schuldschuldregeling", "NAregeling", "oplisatie", "sing");
  CHECK(read(kHeader + "999990408;2026-01-15;" + fase + ";;\n").events ==
        Events{"fout 2 fase fase", kMist, "foute_rij 999990408"});
}

TEST_CASE("Values of other rows within one value are the rows that a quote took in, whatever stands between them") {
  const std::string between = GENERATE(" ", "  ", "\\n", "<br>", "\u00b6", "_x000D_", "\x1c", "\x1e", "\u2424");
  const std::string rows = "zie map 3" + between + "999990421;2026-01-15;nazorg;K1;" + between + "ok";
  CHECK(read(kWithRemark + "999990408;2026-01-15;nazorg;\"" + rows + "\"\n").events ==
        Events{kOnbekend, "waarschuwing 2 - rijen_in_waarde", kMist, "rij 2 999990408 2026-01-15 nazorg [] -"});
  CHECK(read("opmerking;bsn;startdatum;fase\n\"" + rows + "\";999990408;2026-01-15;nazorg\n").events ==
        Events{kOnbekend, "fout 2 - rijen_in_waarde", kMist, "foute_rij 999990408"});
  const std::string kenmerk = "\"zie" + between + "999990421;2026-01-15;nazorg;K\"";
  const auto events = read(kHeader + "999990408;2026-01-15;nazorg;" + kenmerk + ";\n").events;
  CHECK(events.front() == "fout 2 kenmerk rijen_in_waarde");
  CHECK(events.back() == "foute_rij 999990408");
}

TEST_CASE("A text with delimiters that holds no values of a row is a text") {
  const std::string text = GENERATE("zie map 3; gebeld; nog eens", "afspraak 2026-01-15; komt later terug",
                                    "nazorg; en verder alles rustig hier");
  CHECK(read(kWithRemark + "999990408;2026-01-15;nazorg;\"" + text + "\"\n").events ==
        Events{kOnbekend, "rij 2 999990408 2026-01-15 nazorg [] -"});
}

TEST_CASE("A long run of blanks or foreign signs within a value may have overwritten rows") {
  const std::string sign = GENERATE(" ", "\x7f", "\u00ff", "\u00a0", "\uffff");
  std::string run;
  while (run.size() < 40) run += sign;
  const std::string found = "- overschreven";
  CHECK(read(kWithRemark + "999990408;2026-01-15;nazorg;zie" + run + "map\n").events ==
        Events{kOnbekend, "waarschuwing 2 " + found, kMist, "rij 2 999990408 2026-01-15 nazorg [] -"});
  const auto bsn = read(kHeader + "99999" + run + "0408;2026-01-15;nazorg;K;\n").events;
  CHECK(bsn.back() == "foute_rij -");
  const auto start = read(kHeader + "999990408;2026" + run + "-01-15;nazorg;K;\n").events;
  CHECK(std::find(start.begin(), start.end(), kMist) != start.end());
  CHECK(read(kWithRemark + "999990408;2026-01-15;nazorg;JANSEN" + std::string(20, ' ') + "J\n").events.size() == 2);
}

TEST_CASE("Many spaces around one value, or on one line, may have overwritten rows") {
  const std::string run(30, ' ');
  const std::string row = "999990408;2026-01-15;nazorg;zie";
  const std::string plain = row + "\n";
  const std::string padded = row + run + "\n";
  const std::string text = GENERATE_COPY(
      kWithRemark + padded, kWithRemark + padded + plain, kWithRemark + plain + padded,
      kWithRemark + plain + "\"" + run + "999990408\";2026-01-15;nazorg;zie\n",
      kWithRemark + plain + row.substr(0, 28) + "\"" + std::string(30, '\t') + "\"\n",
      kWithRemark + plain + padded + row + run + "  \n" + std::string(9, '\n') + plain,
      kWithRemark + plain + std::string(90, ' ') + "\n" + plain, kWithRemark + std::string(90, ' ') + "\n" + plain,
      kWithRemark + plain + std::string(90, ' '), "bsn;startdatum;fase;opmerking" + run + "\n" + plain + plain);
  CAPTURE(text);
  const auto events = read(text).events;
  CHECK(std::count(events.begin(), events.end(), kMist) >= 1);
}

TEST_CASE("Values that a program pads have overwritten nothing") {
  const std::string run(30, ' ');
  const std::string row = "999990408;2026-01-15;nazorg;zie";
  const std::string many = row + run + "\n" + row + run + "    \n" + row + run + "\t\n";
  const std::string text =
      GENERATE_COPY(row + run + "\n" + row + run + "\n", row + run + "\n" + row + "s" + run.substr(1) + "\n",
                    row + run + "\n" + row + "\u00e9" + run.substr(1) + "\n" + row + "\n",
                    row + run + "\n" + row + "\u00e9" + run.substr(2) + "\n", many + row + "\n" + row + "\n");
  CAPTURE(text);
  const auto events = read(kWithRemark + text).events;
  CHECK(std::count(events.begin(), events.end(), kMist) == 0);
}

TEST_CASE("A long run of one sign over a value that is used may have overwritten rows") {
  const std::string sign = GENERATE("#", "_", ".", "*", "?", "~", "\"");
  std::string run;
  while (run.size() < 150) run += sign;
  const auto ends_nobody = [](const std::string& row) {
    const auto events = read(kHeader + row + "\n").events;
    return std::find(events.begin(), events.end(), kMist) != events.end();
  };
  CHECK(ends_nobody("999990408;2026" + run + "-15;nazorg;K;"));
  CHECK(ends_nobody("999990408;2026-01-15;schuld" + run + "zorg;K;"));
  CHECK(ends_nobody("999990408;2026-01-15;nazorg;SHV" + run + "13;"));
}

TEST_CASE("A torn value, or a quote of which the other is gone, may lack the rows between") {
  const std::string rest =
      GENERATE("26-01-15\";nazorg;K;", "2026\"2026-03-03;nazorg;K;", "2026-01-15\";nazorg;K;", "2026-01-15;regeling;K;",
               "2026-01-15;regeling\";K;", "2026-01-15;schuld;K;", "2026-01-15;nazo;K;", "2026-01-15;nazorg;HV-13\";",
               "2026-01-15;nazorg;K;26-01-01", "2026-01-15;nazorg;K;\"");
  const auto reading = read(kHeader + "999990408;" + rest + "\n");
  const bool is_refused = reading.events.back().starts_with("geweigerd");
  CHECK((is_refused || std::find(reading.events.begin(), reading.events.end(), kMist) != reading.events.end()));
}

TEST_CASE("A date without the zero that others have may have lost a digit") {
  const auto rows = [](const std::vector<std::string>& days) {
    std::string file = "bsn;startdatum;fase\n";
    for (const auto& day : days) file += "999990408;" + day + ";nazorg\n";
    const auto events = read(file).events;
    return std::count(events.begin(), events.end(), "mist_mogelijk_rijen");
  };
  CHECK(rows({"05-01-2026", "2-11-2025", "20-10-2025"}) == 1);
  CHECK(rows({"2-11-2025", "05-01-2026"}) == 1);
  CHECK(rows({"2-11-2025", "20-10-2025", "5-1-2026"}) == 0);
  CHECK(rows({"05-01-2026", "20-10-2025", "2026-01-05"}) == 0);
  CHECK(rows({"05-01-2026", "2-1-2026", "3-1-2026", "4-1-2026", "5-1-2026"}) == 0);
  CHECK(rows({"05-01-2026", "\u200E2-11-2025"}) == 1);
  CHECK(rows({"21-\x10"
              "2-2025",
              "5-1-2026", "6-1-2026", "7-1-2026", "8-1-2026"}) == 1);
  CHECK(rows({"\x1F"
              "2-1-2026",
              "5-1-2026"}) == 0);
}

TEST_CASE("A date in another form, or a word for one, lacks no rows") {
  const std::string day =
      GENERATE("31/12/2026", "2026/12/31", "31.12.2026", "20261231", "31-12-2026 00:00", "2026-12-31T00:00:00.000Z",
               "2026-12-31 00:00:00+01", "31-dec-2026", "31 december 2026", "onbekend", "2026-02-30", "infinity");
  CHECK(read(kHeader + "999990408;" + day + ";nazorg;K;\n").events ==
        Events{"fout 2 startdatum datum", "foute_rij 999990408"});
}

TEST_CASE("Lines of nothing but the marks of a file, between rows, are rows that lost their values") {
  const std::string mark = GENERATE("\xEF\xBB\xBF\n", "\xEF\xBB\xBF;;;;\n", "\x1A;;;;\n");
  std::string text = kHeader + kGoodRow;
  for (int i = 0; i < 4; ++i) text += mark + kGoodRow;
  const auto events = read(text).events;
  CHECK(std::count(events.begin(), events.end(), kMist) == 1);
  CHECK(read(kHeader + kGoodRow + mark).events.back().ends_with("slotregel"));
}

TEST_CASE("A file whose rows all stand in its header is refused and told why") {
  const std::string end = GENERATE("\u0085", "\u2028", "\x0b", "\x1e");
  const std::string row = "999990408;2026-01-15;nazorg;K;";
  CHECK(read("bsn;startdatum;fase;kenmerk;einddatum" + end + row + end + row + end + "\n").events ==
        Events{"geweigerd 1 regeleinde"});
  CHECK(read("bsn;startdatum;fase;kenmerk" + end + "999990408;2026-01-15;nazorg;K" + end).events ==
        Events{"geweigerd 1 regeleinde"});
}

TEST_CASE("A last line without a line end that ends in a text may be cut off with all that followed it") {
  CHECK(read("bsn;startdatum;fase;kenmerk\n999990408;2026-01-15;nazorg;SHV-1").events ==
        Events{"waarschuwing 2 kenmerk laatste_regel", kMist, "rij 2 999990408 2026-01-15 nazorg [SHV-1] -"});
  CHECK(read(kWithRemark + "999990408;2026-01-15;nazorg;zie").events ==
        Events{kOnbekend, "waarschuwing 2 - laatste_regel", kMist, "rij 2 999990408 2026-01-15 nazorg [] -"});
  const std::string whole = GENERATE("", "\"zie\"", "zie;", "zie\n");
  CHECK(read(kWithRemark + "999990408;2026-01-15;nazorg;" + whole).events.back() ==
        "rij 2 999990408 2026-01-15 nazorg [] -");
  CHECK(read(kWithRemark + "999990408;2026-01-15;nazorg;" + whole).events.size() == 2);
}

TEST_CASE("A file that ends between CR and LF was cut off with all that followed") {
  const std::string row = "999990408;2026-01-15;nazorg;SHV-1;";
  const std::string end = GENERATE("\r", "\r\r", "\r\x1A", "\r\n\r");
  CAPTURE(end);
  const auto events = read("bsn;startdatum;fase;kenmerk;einddatum\r\n" + row + end).events;
  const std::string line = end == "\r\n\r" ? "3" : "2";
  CHECK(events ==
        Events{"rij 2 999990408 2026-01-15 nazorg [SHV-1] -", "waarschuwing " + line + " - laatste_regel", kMist});
}

TEST_CASE("A Ctrl-Z within a line end is the end of a file, and a row behind it tells of a cut") {
  const std::string rows = kGoodRow.substr(0, kGoodRow.size() - 1);
  CHECK(read(kHeader + rows + "\x1A\r\n" + kGoodRow).events.size() == 4);
  const auto events = read(kHeader + rows + "\x1A\r\n" + kGoodRow).events;
  CHECK(events[1] == "waarschuwing 2 - regeleinde_in_waarde");
  CHECK(events[2] == kMist);
  CHECK(read(kHeader + rows + "\x1A\r\n").events.size() == 1);
  CHECK(read(kHeader + rows + "\x1A\r\n" + kHeader + kGoodRow).events.size() == 3);
}

TEST_CASE("An empty last value without a line end may be cut off where every other row fills it") {
  const std::string header = "bsn;startdatum;fase;einddatum\n";
  const std::string filled = "999990408;2026-01-15;nazorg;2027-01-15\n";
  const std::string open = "999990421;2026-01-15;nazorg;\n";
  const std::string last = "999990482;2026-01-15;nazorg;";
  CHECK(read(header + filled + last).events == Events{"rij 2 999990408 2026-01-15 nazorg [] 2027-01-15",
                                                      "waarschuwing 3 einddatum laatste_regel", kMist,
                                                      "rij 3 999990482 2026-01-15 nazorg [] -"});
  CHECK(read(header + filled + open + last).events.size() == 3);
  CHECK(read(header + filled + last + "\n").events.size() == 2);
  CHECK(read(header + last).events.size() == 1);
}

TEST_CASE("A header whose quotes took rows in refuses the file, one with a line break in a name does not") {
  const std::string row = "999990408;2026-01-15;nazorg;;\n";
  CHECK(read("bsn;startdatum;fase;;\"\n" + row + "999990421;2026-01-15;nazorg\";;\n").events ==
        Events{"geweigerd 1 aanhalingsteken"});
  CHECK(read("bsn;startdatum;fase;\"soort\nhulp\";\n" + row).events.back() == "rij 3 999990408 2026-01-15 nazorg [] -");
}

TEST_CASE("A finding says so where its row keeps the file from ending anybody") {
  const std::string sentence = "beëindigt het bestand niemand";
  const std::string ends_nobody =
      GENERATE("999990408;2026-01-15\n", "999990408;2026-01-15;nazorg;\"a\"b;\n", ";2026-01-15;nazorg;;\n",
               "999990409;2026-01-15;nazorg;;\n", "x;2026-01-15;nazorg;;\n", "1,2E+08;2026-01-15;nazorg;;\n");
  CHECK(last_melding(read(kHeader + ends_nobody)).find(sentence) != std::string::npos);
  const std::string ends =
      GENERATE("999990408;;nazorg;;\n", "999990408;2026-01-15;nazorg;a\tb;\n", "999990408;2026-01-15;nazorg;;x\n");
  CHECK(last_melding(read(kHeader + ends)).find(sentence) == std::string::npos);
}
