// Counts behind the rows, and rows of empty fields only between others.

#include <algorithm>
#include <string>

#include "unit/proto/dagbestand_reading.h"

namespace vish::proto::test {
namespace {

std::string good_rows(std::size_t count) {
  std::string rows;
  for (; count > 0; --count) rows += kGoodRow;
  return rows;
}

/// What a file of so many rows leads to beyond them.
Reading read_beyond(std::size_t rows, const std::string& rest) {
  auto reading = read(kHeader + good_rows(rows) + rest);
  std::erase_if(reading.events, [](const std::string& event) { return event.starts_with("rij"); });
  return reading;
}

const std::string kCount = "waarschuwing 22 - slotregel";
const Events kMissing{kCount, "mist_mogelijk_rijen"};

}  // namespace

TEST_CASE("A count of more rows than the file has says that some are missing") {
  const std::string count = GENERATE(
      as<std::string>(), "(22 rows affected)", "Totaal;300", "Totaal: 1.234", "Totaal: 1,234", "Totaal: 1 234",
      "Totaal: 1'234", "Aantal records;1.234.567", "Einde export 20-11-2026 07:00: 300 rijen", "-- Totaal: 22. --",
      "\"Totaal\";\"22\"", "1234 rows in set (0.01 sec)", "300 rows fetched in 12 ms",
      "Totaal aantal dossiers: 300;;;;", "Totaal;300,00", "Totaal;300.00", "Totaal: 1.300,00", "TRAILER;300", "EOF;300",
      "EOF 300", "Som: 300", "20 van de 300 rijen", "Totaal;300;10", "Totaal;10;300", "Totaal: 10 van 300",
      "Totaal;300;400", "Totaal;20;300", "Controletotaal: 300", "Einde;10;300,00", "Checksum 12 EOF 300", "Einde 2026");
  CAPTURE(count);
  CHECK(read_beyond(20, count + "\n").events == kMissing);
  CHECK(read_beyond(20, count + "\n;;;;\n\n").events == kMissing);
}

TEST_CASE("The finding on such a count names both numbers and says that the file ends nobody") {
  const auto melding = read_beyond(20, "Totaal;1.234\n").bevindingen.back().melding;
  CHECK(melding.find("De telling noemt 1234 en gelezen zijn 20 rijen.") != std::string::npos);
  CHECK(melding.find("beëindigt het bestand niemand") != std::string::npos);
}

TEST_CASE("A count of the rows, with or without the header, agrees") {
  const std::string count = GENERATE("Totaal;20", "Totaal;21", "(20 rows affected)");
  const auto reading = read_beyond(20, count + "\n");
  CHECK(reading.events == Events{kCount});
  CHECK(reading.bevindingen.back().melding.find("De telling") == std::string::npos);
}

TEST_CASE("A count of fewer rows is told of and keeps nobody") {
  const auto reading = read_beyond(20, "Totaal;19\n");
  CHECK(reading.events == Events{kCount});
  CHECK(reading.bevindingen.back().melding.ends_with("De telling noemt 19 en gelezen zijn 20 rijen."));
}

TEST_CASE("A number that cannot be read for sure may be a count of more rows") {
  const std::string line =
      GENERATE(as<std::string>(), "Totaal;3 00", "Totaal 300/10", "Totaal: 22/7", "Totaal: 12.34.56", "Totaal 1234,567",
               "Totaal;3'00", "Totaal 3_00", "Totaal;1;010", "Totaal 20 20", "Totaal 10-20", "Totaal: 100:00");
  CAPTURE(line);
  const auto reading = read_beyond(20, line + "\n");
  CHECK(reading.events == kMissing);
  CHECK(reading.bevindingen.back().melding.find("niet met zekerheid") != std::string::npos);
}

TEST_CASE("A number of something else than rows says nothing") {
  const std::string line =
      GENERATE(as<std::string>(), "Checksum;1234567", "Hashtotaal: 1234567", "Total time 5000 ms", "Totaal 5000 bytes",
               "Totaal: 1.23", "Totaal: 20-11-2026", "Totaal: 07:00", "Totaal: 0,5", "Totaal;20;1.234.567,89",
               "Totaal;20;1.234,00", "Totaal;20;Checksum 1234567", "Einde export 30-11-2026 07:00:01,5",
               "Einde 2026-11-30", "20 rijen, exit 255", "Totaal;5;20", "Totaal: 20 van 20", "Totaal;20,00");
  CAPTURE(line);
  CHECK(read_beyond(20, line + "\n").events == Events{kCount});
}

TEST_CASE("Faulty and skipped rows count as rows that were read") {
  const auto file = kHeader + "123;2026-01-15;nazorg;;\n999990421;2026-01-15;intake;;\n" + kGoodRow + "Totaal;3\n";
  CHECK(read(file).events.back() == "waarschuwing 5 - slotregel");
  const auto more = kHeader + "123;2026-01-15;nazorg;;\n999990421;2026-01-15;intake;;\n" + kGoodRow + "Totaal;5\n";
  CHECK(read(more).events.back() == "mist_mogelijk_rijen");
}

TEST_CASE("Of exports that were glued together a count is of its own, or of all") {
  const auto events = [](const std::string& first, const std::string& last) {
    auto found = read(kHeader + good_rows(3) + first + kHeader + good_rows(4) + last).events;
    std::erase_if(found, [](const std::string& event) { return event.starts_with("rij"); });
    return found;
  };
  const Events both{"waarschuwing 5 - slotregel", "waarschuwing 6 - herhaalde_kopregel", "waarschuwing 11 - slotregel"};
  const auto last = GENERATE(as<std::string>(), "Totaal;4\n", "Totaal;5\n", "Totaal;7\n", "Totaal;9\n");
  CHECK(events("Totaal;3\n", last) == both);
  CHECK(events("Totaal;3\n", "Totaal;6\n").back() == "mist_mogelijk_rijen");
  CHECK(events("Totaal;3\n", "Totaal;10\n").back() == "mist_mogelijk_rijen");
  CHECK(events("Totaal;5\n", "").at(1) == "mist_mogelijk_rijen");
}

TEST_CASE("A row of empty fields between others is named, and up to three of them keep nobody") {
  const std::string empty = GENERATE(as<std::string>(), ";;;;\n", "; ;\"\";\u00a0;;;;\n", ";\n", "\"\";\"\"\n");
  CHECK(read_beyond(1, empty + kGoodRow).events == Events{"waarschuwing 3 - lege_rij"});
  CHECK(read_beyond(0, empty + empty + kGoodRow + empty + kGoodRow).events ==
        Events{"waarschuwing 2 - lege_rij", "waarschuwing 3 - lege_rij", "waarschuwing 5 - lege_rij"});
  CHECK(read_beyond(1, empty + empty + empty + empty + kGoodRow).events ==
        Events{"waarschuwing 3 - lege_rij", "waarschuwing 4 - lege_rij", "waarschuwing 5 - lege_rij",
               "waarschuwing 6 - lege_rij", "mist_mogelijk_rijen"});
}

TEST_CASE("A blank line between rows is an empty row") {
  const std::string blank = GENERATE("", "   ", "\t\u00a0", "\"\"", "\x1A");
  CAPTURE(blank);
  const auto gap = blank + "\n" + kGoodRow;
  CHECK(read_beyond(2, gap).events == Events{"waarschuwing 4 - lege_rij"});
  CHECK(read_beyond(2, gap + gap + gap + gap).events.back() == "mist_mogelijk_rijen");
  CHECK(read_beyond(2, blank + "\n" + blank + "\n" + blank + "\n;;;;\n" + kGoodRow).events ==
        Events{"waarschuwing 4 - lege_rij", "waarschuwing 5 - lege_rij", "waarschuwing 6 - lege_rij",
               "waarschuwing 7 - lege_rij", "mist_mogelijk_rijen"});
  CHECK(read_beyond(1, blank + "\n" + kGoodRow + kGoodRow).events == Events{"waarschuwing 3 - lege_rij"});
  CHECK(read_beyond(0, blank + "\n" + blank + "\n" + good_rows(2)).events == Events{"waarschuwing 3 - lege_rij"});
}

TEST_CASE("Blank lines below every row are layout, and told of as such at the end") {
  std::string spaced;
  for (int i = 0; i < 5; ++i) spaced += kGoodRow + "\n";
  CHECK(read_beyond(0, "\n" + spaced).events == Events{"lege_regels 2 6"});
  CHECK(read_beyond(0, "\n-----\n\n" + spaced + "Totaal;5\n\n").events ==
        Events{"waarschuwing 3 - scheidingslijn", "waarschuwing 15 - slotregel", "lege_regels 2 8"});
  CHECK(read_beyond(0, spaced + "\n" + spaced).events == Events{"waarschuwing 12 - lege_rij", "lege_regels 3 11"});
}

TEST_CASE("Where one row stands directly below another, none are") {
  std::string spaced;
  for (int i = 0; i < 5; ++i) spaced += kGoodRow + "\n";
  CHECK(read_beyond(0, spaced + good_rows(2)).events == Events{"waarschuwing 3 - lege_rij", "mist_mogelijk_rijen"});
  CHECK(read_beyond(2, "\n" + spaced).events.back() == "lege_regels 14 6");
  CHECK(read_beyond(0, spaced + kHeader + good_rows(2)).events ==
        Events{"waarschuwing 12 - herhaalde_kopregel", "lege_regels 3 4"});
}

TEST_CASE("Empty rows where no row follows are told of with their number where they are more than a few") {
  CHECK(read_beyond(1, ";;;;\n;;;;\n\n;;;;\n").events == Events{"lege_regels 3 4"});
  CHECK(read_beyond(1, "\n;;;;\n\n").events.empty());
  std::string many;
  for (int i = 0; i < 1000; ++i) many += ";;;;\n";
  CHECK(read_beyond(1, many).events == Events{"waarschuwing 3 - lege_rij", "lege_regels 3 1000"});
  CHECK(read_beyond(1, many).bevindingen.back().melding.find("1000") != std::string::npos);
  CHECK(read_beyond(1, many + "-----\nTotaal;1\n" + many).events ==
        Events{"waarschuwing 1003 - scheidingslijn", "waarschuwing 1004 - slotregel", "waarschuwing 3 - lege_rij",
               "lege_regels 3 2000"});
  CHECK(read_beyond(1, many + kHeader + kGoodRow).events ==
        Events{"waarschuwing 1003 - herhaalde_kopregel", "waarschuwing 3 - lege_rij", "lege_regels 3 1000"});
}

TEST_CASE("Lines between rows that are empty or rulers are counted together") {
  CHECK(
      read_beyond(1, ";;;;\n" + kGoodRow + "=====\n" + good_rows(2) + "\n" + kGoodRow + "+---+\n" + kGoodRow).events ==
      Events{"waarschuwing 3 - lege_rij", "waarschuwing 5 - scheidingslijn", "waarschuwing 8 - lege_rij",
             "waarschuwing 10 - scheidingslijn", "mist_mogelijk_rijen"});
  CHECK(read_beyond(1, ";;;;\n;;;;\n" + kGoodRow + ";;;;\n;;;;\n").events ==
        Events{"waarschuwing 3 - lege_rij", "waarschuwing 4 - lege_rij", "lege_regels 6 4"});
}

TEST_CASE("Of many empty rows in a row the first are named") {
  std::string many;
  for (int i = 0; i < 1000; ++i) many += ";;;;\n";
  const auto events = read_beyond(1, many + kGoodRow).events;
  CHECK(std::count(events.begin(), events.end(), "mist_mogelijk_rijen") == 13);
  CHECK(events.size() == 16 + 13);
}

TEST_CASE("Empty rows, rulers and counts before a row come in the order of the file") {
  CHECK(read_beyond(1, ";;;;\n-----\nTotaal;1\n;;;;\n" + kGoodRow).events ==
        Events{"waarschuwing 3 - lege_rij", "waarschuwing 4 - scheidingslijn", "fout 5 - aantal_velden",
               "mist_mogelijk_rijen", "foute_rij -", "waarschuwing 6 - lege_rij"});
}

}  // namespace vish::proto::test
