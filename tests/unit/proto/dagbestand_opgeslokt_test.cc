// Rows that may have swallowed others: whatever else they are, the file ends nobody.

#include <string>

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
  CHECK(read(kHeader + "123;nooit;intake;\"a\nb\";nooit\n").events ==
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
  CHECK(read(wide + row + "\n" + row + ";;\n" + row + "\n").events ==
        Events{"rij 2" + event, "waarschuwing 3" + found, kMist, "rij 3" + event, "rij 4" + event});
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
