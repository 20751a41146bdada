#include <string>

#include "unit/proto/dagbestand_reading.h"

using vish::proto::test::Events;
using vish::proto::test::kGoodRow;
using vish::proto::test::kHeader;
using vish::proto::test::read;

namespace {

const std::string kGoodEvent = "rij 2 999990408 2026-01-15 stabilisatie [SHV-1] -";

}  // namespace

TEST_CASE("Semicolon, comma and tab are found from the header") {
  std::string file = kHeader + kGoodRow;
  const char delimiter = GENERATE(';', ',', '\t');
  for (char& c : file) c = c == ';' ? delimiter : c;
  CHECK(read(file).events == Events{kGoodEvent});
}

TEST_CASE("The delimiter is the one that gives known columns, however often another occurs") {
  CHECK(read("\"a,b,c,d,e,f\";bsn;startdatum;fase\nx;999990408;2026-01-15;nazorg\n").events ==
        Events{"waarschuwing 1 a?b?c?d?e?f onbekende_kolom", "rij 2 999990408 2026-01-15 nazorg [] -"});
  CHECK(read("x;y;z;q;r,bsn,startdatum,fase\n,999990408,2026-01-15,nazorg\n").events ==
        Events{"waarschuwing 1 x?y?z?q?r onbekende_kolom", "rij 2 999990408 2026-01-15 nazorg [] -"});
}

TEST_CASE("Line ends are LF or CRLF and blank lines count as lines only") {
  CHECK(read(kHeader + "\n" + kGoodRow).events == Events{"rij 3 999990408 2026-01-15 stabilisatie [SHV-1] -"});
  CHECK(read(kHeader + "\n  \n\r\n" + kGoodRow).events == Events{"waarschuwing 3 - lege_rij",
                                                                 "waarschuwing 4 - lege_rij",
                                                                 "rij 5 999990408 2026-01-15 stabilisatie [SHV-1] -"});
  CHECK(read("\r\n\n" + kHeader + "1;2\n").events ==
        Events{"fout 4 - aantal_velden", "mist_mogelijk_rijen", "foute_rij -"});
  CHECK(read(kHeader + "\r\r\n \r \r\n" + kGoodRow).events ==
        Events{"waarschuwing 3 - lege_rij", "rij 4 999990408 2026-01-15 stabilisatie [SHV-1] -"});
  CHECK(read("bsn;startdatum;fase\r\n999990408;2026-01-15;nazorg\r\n").events ==
        Events{"rij 2 999990408 2026-01-15 nazorg [] -"});
  CHECK(read("bsn;startdatum;\"fase\"\r\n999990408;2026-01-15;\"nazorg\"\r\n").events ==
        Events{"rij 2 999990408 2026-01-15 nazorg [] -"});
}

TEST_CASE("Any number of CRs before the LF belongs to the line end") {
  const std::string end = GENERATE("\r\n", "\r\r\n", "\r\r\r\n");
  CHECK(read("bsn;startdatum;fase" + end + "999990408;2026-01-15;nazorg" + end + end +
             "999990421;2026-01-15;\"nazorg\"" + end + "\"1;2\"" + end)
            .events == Events{"rij 2 999990408 2026-01-15 nazorg [] -", "rij 4 999990421 2026-01-15 nazorg [] -",
                              "waarschuwing 3 - lege_rij", "fout 5 - aantal_velden", "mist_mogelijk_rijen",
                              "foute_rij -"});
  CHECK(read("\"bsn\";startdatum;\"fase\"" + end).events.empty());
}

TEST_CASE("Rows of empty fields only below the last row are like blank lines") {
  CHECK(read(kHeader + "\"\"\n" + kGoodRow + "; ;\"\";\u00a0;;;;\n;\n\t\n\"\"\n").events ==
        Events{"rij 3 999990408 2026-01-15 stabilisatie [SHV-1] -", "lege_regels 2 5"});
  CHECK(read(kHeader + ";;;;x\n;;;\"\"x;\n").events ==
        Events{"fout 2 burgerservicenummer verplicht", "fout 2 startdatum verplicht", "fout 2 fase verplicht",
               "fout 2 einddatum datum", "foute_rij -", "fout 3 kenmerk aanhalingsteken",
               "fout 3 burgerservicenummer verplicht", "fout 3 startdatum verplicht", "fout 3 fase verplicht",
               "mist_mogelijk_rijen", "foute_rij -"});
}

TEST_CASE("Spaces, no-break spaces and tabs around a value do not belong to it") {
  CHECK(read(" bsn\t;\u00a0startdatum\u00a0; fase;\t kenmerk \u00a0;einddatum\n"
             "\t999990408\t;\u00a02026-01-15 ; \u00a0\tnazorg\t\u00a0 ;\"\u00a0K 1\t\";\u00a0\n")
            .events == Events{"rij 2 999990408 2026-01-15 nazorg [K 1] -"});
  CHECK(read("bsn\tstartdatum\tfase\tkenmerk\n999990408\t2026-01-15\tnazorg\t\" \tK\t\"\n").events ==
        Events{"rij 2 999990408 2026-01-15 nazorg [K] -"});
  // The bytes of a no-break space in other characters.
  CHECK(read(kHeader + "999990408;2026-01-15;nazorg;\u00a1K\u00e0;\n").events ==
        Events{"rij 2 999990408 2026-01-15 nazorg [\u00a1K\u00e0] -"});
}

TEST_CASE("Quoted fields may hold delimiters, doubled quotes and surrounding spaces") {
  const std::string row = R"(" 999990408 ";"2026-01-15";"stabilisatie";" a;b ""c"" ";"")";
  CHECK(read(kHeader + row + "\n").events == Events{"rij 2 999990408 2026-01-15 stabilisatie [a;b \"c\"] -"});
}

TEST_CASE("Two fields of one row may both hold doubled quotes") {
  CHECK(read("bsn;startdatum;fase;kenmerk;soort\n999990408;2026-01-15;nazorg;\"\"\"a\"\"\";\"b\"\"\"\n").events ==
        Events{"waarschuwing 1 soort onbekende_kolom", "rij 2 999990408 2026-01-15 nazorg [\"a\"] -"});
}

TEST_CASE("A quote inside an unquoted field is an ordinary character") {
  CHECK(read(kHeader + "999990408;2026-01-15;nazorg;5\" buis \"x\";\n").events ==
        Events{"rij 2 999990408 2026-01-15 nazorg [5\" buis \"x\"] -"});
}

TEST_CASE("Text after a closing quote makes the row faulty, spaces do not") {
  CHECK(read(kHeader + "999990408;2026-01-15;nazorg;\"a\"b;\n" + kGoodRow).events ==
        Events{"fout 2 kenmerk aanhalingsteken", "mist_mogelijk_rijen", "foute_rij 999990408",
               "rij 3 999990408 2026-01-15 stabilisatie [SHV-1] -"});
  CHECK(read(kHeader + "\"999990408\"9;2026-01-15;nazorg;;\n").events ==
        Events{"fout 2 burgerservicenummer aanhalingsteken", "mist_mogelijk_rijen", "foute_rij -"});
  CHECK(read(kHeader + "\"999990408\" ;2026-01-15;nazorg;;\n").events ==
        Events{"rij 2 999990408 2026-01-15 nazorg [] -"});
}

TEST_CASE("Line numbers stay right past line breaks inside quotes") {
  const std::string two_lines = "999990408;2026-01-15;nazorg;\"a\nb\";\n";
  CHECK(read(kHeader + two_lines + kGoodRow).events ==
        Events{"waarschuwing 2 kenmerk regeleinde_in_waarde", "fout 2 kenmerk kenmerk_tekens", "mist_mogelijk_rijen",
               "foute_rij 999990408", "rij 4 999990408 2026-01-15 stabilisatie [SHV-1] -"});
  CHECK(read("bsn;startdatum;fase;kenmerk;einddatum;\"soort\nhulp\"\n999990408;2026-01-15;nazorg;;;\n").events ==
        Events{"waarschuwing 1 soort?hulp onbekende_kolom", "rij 3 999990408 2026-01-15 nazorg [] -"});
}

TEST_CASE("A quoted field holds at most 1,000 bytes") {
  const std::string start = "bsn;startdatum;fase;notitie\n999990408;2026-01-15;nazorg;\"";
  const Events longest{"waarschuwing 1 notitie onbekende_kolom", "rij 2 999990408 2026-01-15 nazorg [] -"};
  const Events too_long{"waarschuwing 1 notitie onbekende_kolom", "geweigerd 2 veld_te_lang"};
  CHECK(read(start + std::string(1000, 'x') + "\"\n").events == longest);
  CHECK(read(start + std::string(1001, 'x') + "\"\n").events == too_long);
  CHECK(read(start + std::string(1000, '"') + "\"\n").events == longest);
  CHECK(read(start + std::string(1002, '"') + "\"\n").events == too_long);
  CHECK(read(start + std::string(1000, '\n') + kGoodRow + kGoodRow).events == too_long);
}

TEST_CASE("A row holds at most 64 KiB, its line end included") {
  const std::string header = "bsn;startdatum;fase;notitie\n";
  const std::string start = "999990408;2026-01-15;nazorg;";
  const std::size_t room = std::size_t{64} * 1024 - start.size() - 1;
  CHECK(read(header + start + std::string(room, 'x') + "\n").events.back() == "rij 2 999990408 2026-01-15 nazorg [] -");
  CHECK(read(header + start + std::string(room + 1, 'x') + "\n").events.back() == "geweigerd 2 veld_te_lang");
  CHECK(read(std::string(100'000, 'x')).events == Events{"geweigerd 1 veld_te_lang"});
}

TEST_CASE("A quote that is not closed refuses the file") {
  CHECK(read(kHeader + kGoodRow + "999990408;2026-01-15;nazorg;\"a;\n").events ==
        Events{kGoodEvent, "geweigerd 3 aanhalingsteken"});
}
