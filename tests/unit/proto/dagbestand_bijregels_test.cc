// Lines that are plainly no row of a person.

#include <algorithm>
#include <string>

#include "unit/proto/dagbestand_reading.h"

using vish::proto::test::Events;
using vish::proto::test::kGoodRow;
using vish::proto::test::kHeader;
using vish::proto::test::read;

namespace {

const std::string kRijEvent = " 999990408 2026-01-15 stabilisatie [SHV-1] -";

}  // namespace

TEST_CASE("A ruler is no row, wherever it stands") {
  const std::string ruler = GENERATE("-----;-----", "=====", "+---+", "---------;----------;----;-;---", "_____;;;;",
                                     "\"-----\";\"-----\"", "+-----+ +----+", "|---|---|", "- - -",
                                     "\u2500\u2500\u2500\u2500", "\u2014\u2014\u2014", "***;***", "....");
  CHECK(read(kHeader + ruler + "\n" + kGoodRow + ruler).events ==
        Events{"waarschuwing 2 - scheidingslijn", "rij 3" + kRijEvent, "waarschuwing 4 - scheidingslijn"});
}

TEST_CASE("A ruler between rows with the columns of a row may be one") {
  const std::string ruler = GENERATE("---------;----------;--------------;--;", "_________;__________;____;_;_",
                                     "=========;==========;======;;", "+++++++++;++++++++++;++++;;",
                                     "|||||||||;||||||||||;||||;;", "\u2014\u2014\u2014;\u2014\u2014;\u2014;;");
  const std::string line = ruler + "\n";
  CHECK(read(kHeader + kGoodRow + line + kGoodRow).events ==
        Events{"rij 2" + kRijEvent, "waarschuwing 3 - scheidingslijn", "mist_mogelijk_rijen", "rij 4" + kRijEvent});
  CHECK(read(kHeader + line + kGoodRow + kHeader + line + kGoodRow).events ==
        Events{"waarschuwing 2 - scheidingslijn", "rij 3" + kRijEvent, "waarschuwing 4 - herhaalde_kopregel",
               "waarschuwing 5 - scheidingslijn", "rij 6" + kRijEvent});
  CHECK(read(kHeader + line + line + kGoodRow).events.at(2) == "mist_mogelijk_rijen");
}

TEST_CASE("Below the last row more rulers than a few may be rows, and one as long as a BSN where it stands") {
  const Events quiet{"rij 2" + kRijEvent, "waarschuwing 3 - scheidingslijn", "waarschuwing 4 - scheidingslijn",
                     "waarschuwing 5 - scheidingslijn"};
  const std::string ruler = "-----;-----\n";
  CHECK(read(kHeader + kGoodRow + ruler + ruler + ruler).events == quiet);
  CHECK(read(kHeader + kGoodRow + ruler + ruler + ruler + ruler).events.back() == "mist_mogelijk_rijen");
  const std::string mask = "---------;----------;--------------;--;\n";
  CHECK(read(kHeader + kGoodRow + mask).events.back() == "mist_mogelijk_rijen");
  CHECK(read(kHeader + "---------;----------;---;--;\n" + kGoodRow + mask).events.back() == "mist_mogelijk_rijen");
  CHECK(read(kHeader + mask + kGoodRow + mask).events.back() == "waarschuwing 4 - scheidingslijn");
}

TEST_CASE("A row of which every value was made unreadable is a row") {
  const std::string row = GENERATE("*********;**********;******;***;", "###;###;###;###;###", "...;...;...;;");
  CHECK(read(kHeader + row + "\n" + kGoodRow).events.back() == "rij 3" + kRijEvent);
  CHECK(read(kHeader + row + "\n").events.back() == "foute_rij -");
}

TEST_CASE("The header once more is no row, also where exports were glued together") {
  const std::string again = GENERATE(as<std::string>(), kHeader, "BSN; Startdatum;FASE;\"kenmerk\";einddatum\n",
                                     "\xEF\xBB\xBF" + kHeader, "\x1A" + kHeader, "\x1A\xEF\xBB\xBF" + kHeader);
  CHECK(read(kHeader + kGoodRow + again + kGoodRow).events ==
        Events{"rij 2" + kRijEvent, "waarschuwing 3 - herhaalde_kopregel", "rij 4" + kRijEvent});
  CHECK(read(kHeader + kGoodRow + "sep=;\n" + again + kGoodRow).events ==
        Events{"rij 2" + kRijEvent, "waarschuwing 3 - herhaalde_kopregel", "waarschuwing 4 - herhaalde_kopregel",
               "rij 5" + kRijEvent});
}

TEST_CASE("A count or an end mark behind the last row is no row") {
  const std::string mark =
      GENERATE(as<std::string>(), "(1 rows affected)", "(1 rijen)", "(1 row(s) affected)", "1 rows selected.",
               "Totaal;1", "Totaal: 2", "Aantal: 1", "Aantal;0;;;", "Totaal;;;;1", "Aantal records;001", "\\.", "EOF",
               "<EOF>", "*** EOF ***", "-- einde --", "\u2013 einde \u2013", "# Einde bestand", "EINDE VAN HET BESTAND",
               "Completion time: 2026-11-30T07:00:01.123+01:00", "1 rows in set (0.01 sec)", "1 record(s) selected",
               "Totaal aantal cli\u00ebnten: 1", "\"Totaal\";\"1\"", "T;1", "Aantal regels in selectie: 1",
               "Aantal unieke BSN\u2019s: 1", "Pagina 1 van 1", "Aantal: 1 stuks", "Er zijn 1 records gevonden",
               "Bestand bevat 1 regels", "no rows selected", "Geen gegevens gevonden", "Empty set (0.00 sec)");
  const Events expected{"rij 2" + kRijEvent, "waarschuwing 3 - slotregel"};
  CHECK(read(kHeader + kGoodRow + mark + "\n").events == expected);
  CHECK(read(kHeader + kGoodRow + mark).events == expected);
  CHECK(read(kHeader + kGoodRow + mark + "\r\n\r\n;;;;\r\n").events == expected);
}

TEST_CASE("Several lines may close a file together") {
  CHECK(read(kHeader + kGoodRow + "-----;-----\nTotaal;1\n\n=====\n(1 rows affected)\n").events ==
        Events{"rij 2" + kRijEvent, "waarschuwing 3 - scheidingslijn", "waarschuwing 4 - slotregel",
               "waarschuwing 6 - scheidingslijn", "waarschuwing 7 - slotregel"});
}

TEST_CASE("A count before a row is a faulty row, unless the header stands between") {
  CHECK(read(kHeader + "Totaal;300\n-----\n" + kGoodRow).events ==
        Events{"fout 2 - aantal_velden", "mist_mogelijk_rijen", "foute_rij -", "waarschuwing 3 - scheidingslijn",
               "rij 4" + kRijEvent});
  CHECK(read(kHeader + kGoodRow + "Totaal;1\n" + kHeader + kGoodRow).events ==
        Events{"rij 2" + kRijEvent, "waarschuwing 3 - slotregel", "waarschuwing 4 - herhaalde_kopregel",
               "rij 5" + kRijEvent});
}

TEST_CASE("A file that is full of counts is full of faulty rows") {
  std::string file = kHeader;
  for (int i = 0; i < 17; ++i) file += "Totaal;300\n";
  const auto events = read(file + "Totaal;17\n").events;
  CHECK(std::count(events.begin(), events.end(), "foute_rij -") == 17);
  CHECK(events.back() == "waarschuwing 19 - slotregel");
}

TEST_CASE("What may be the rest of a damaged row is a row, also as the last line") {
  const std::string line = GENERATE(
      "99;300", "300", "99999040;300", "999.990", "99999040;Totaal", "-;-;-;-;-", "--;--", "-", "Totaal 999990408",
      "Totaal;99999040", "Totaal;;nazorg", "Einde traject;;nazorg;;", "(39)", "Totaal;a;b;c;d", "EOF x", "\"EOF\"x",
      "\"Totaal\n300\"", "rows;rows;rows;rows", "Jansen;2026-01-15;nazorg;;", "sep=,",
      "bsn;startdatum;fase;einddatum;kenmerk", "burgerservicenummer;startdatum;fase;kenmerk;einddatum",
      "bsn;startdatum", "#########;2026-01-15;nazorg;;", "------;2026-01-15;nazorg;;", "Totaal;999.990.408");
  CAPTURE(line);
  const auto events = read(kHeader + kGoodRow + line + "\n").events;
  CHECK(events.back().starts_with("foute_rij"));
}

TEST_CASE("A last line that may be the first letters of a row is one, unless its count is right") {
  const std::string header = "team;bsn;startdatum;fase\n";
  const std::string row = "Noord;999990408;2026-01-15;nazorg\n";
  const std::string cut = GENERATE("T", "No", "Eind", "T0003", "T00037", "\"T0037\"", "Rij", "T 7", "Som");
  CHECK(read(header + row + cut).events.back() == "geweigerd 3 afgekapt");
  CHECK(read(header + row + cut + "\n").events.back() == "foute_rij -");
  const std::string mark =
      GENERATE("Aantal: 1", "rij 1", "(1 rows affected)", "Totaal", "EOF", "einde bestand", "-- eind --");
  CHECK(read(header + row + mark + "\n").events.back() == "waarschuwing 3 - slotregel");
  CHECK(read("fase;bsn;startdatum\nnazorg;999990408;2026-01-15\nEind").events.back() == "waarschuwing 3 - slotregel");
}

TEST_CASE("A mark without a line end may be cut off where a text stands first, and then the file ends nobody") {
  const std::string header = "naam;bsn;startdatum;fase\n";
  const std::string row = "Bakker;999990408;2026-01-15;nazorg\n";
  const std::string cut = GENERATE("Sluit", "Regel", "Totaal", "Einde schuldhulp", "Stand eind", "Totaal: 300");
  CAPTURE(cut);
  const auto events = read(header + row + cut).events;
  CHECK(std::count(events.begin(), events.end(), "mist_mogelijk_rijen") > 0);
  CHECK(std::count(events.begin(), events.end(), "waarschuwing 3 - laatste_regel") == 1);
  const std::string whole = GENERATE("Totaal: 1", "(1 rows affected)", "EOF", "Einde bestand\n");
  CAPTURE(whole);
  CHECK(read(header + row + whole).events.back() == "waarschuwing 3 - slotregel");
}

TEST_CASE("A last line that begins as the rows do is a row, whatever its number") {
  const std::string header = "kenmerk;bsn;startdatum;fase\n";
  const std::string rows = "T-1;999990408;2026-01-15;nazorg\nT-2;999990421;2026-01-15;nazorg\n";
  CHECK(read(header + rows + "T-3").events.back() == "geweigerd 4 afgekapt");
  CHECK(read(header + rows + "T-3;;;\n").events.back() == "foute_rij -");
  CHECK(read(header + "Regel 1;999990408;2026-01-15;nazorg\nRegel 2\n").events.back() == "foute_rij -");
  CHECK(read(header + rows + "Regel 2\n").events.back() == "waarschuwing 4 - slotregel");
}

TEST_CASE("A last line that holds the date or fase of a row, or a number like a kenmerk, is a row") {
  const std::string line = GENERATE(";;;T0012;", ";2026-01-05;;T 12;", "totaal;2026-01-05;;;", "totaal;;nazorg;;",
                                    "*********;2026-01-05;;eind;", ";;;rij12;", "totaal;;;;2026-01-05");
  CHECK(read(kHeader + kGoodRow + line + "\n").events.back().starts_with("foute_rij"));
}

TEST_CASE("A count may have a date beside it, and a percentage is none") {
  const std::string mark = GENERATE("TRL;20261201;1", "EOF 20261201", "Aantal records: 1 van 1 (100%)", "COPY 1",
                                    "Aantal lopende schuldregelingen: 1", "Gegenereerd op 01-12-2026", "SLUIT;1",
                                    "Gegenereerd op 1 december 2026 om 07:30 uur", "Aantal rijen op 31 mei 2026: 1",
                                    "Time taken: 1.234 seconds, Fetched: 1 row(s)");
  CHECK(read(kHeader + kGoodRow + mark + "\n").events == Events{"rij 2" + kRijEvent, "waarschuwing 3 - slotregel"});
}

TEST_CASE("A last line without a line end is cut short unless it is whole") {
  const std::string line = GENERATE("Tot", "bsn;startdatum;fase;kenmerk;eind", "99", "(39 rows aff");
  CHECK(read(kHeader + kGoodRow + line).events == Events{"rij 2" + kRijEvent, "geweigerd 3 afgekapt"});
}
