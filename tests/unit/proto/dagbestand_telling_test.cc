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
  const std::string count =
      GENERATE(as<std::string>(), "(22 rows affected)", "Totaal;300", "Totaal: 1.234", "Totaal: 1,234", "Totaal: 1 234",
               "Totaal: 1'234", "Aantal records;1.234.567", "Einde export 20-11-2026 07:00: 300 rijen",
               "-- Totaal: 22. --", "\"Totaal\";\"22\"", "1234 rows in set (0.01 sec)", "300 rows fetched in 12 ms",
               "Totaal aantal dossiers: 300;;;;");
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

TEST_CASE("A number that may be of something else than rows says nothing") {
  const std::string line =
      GENERATE(as<std::string>(), "Totaal;300;400", "Einde 2026", "EOF;300", "Checksum;1234567", "Controletotaal: 300",
               "Som;300", "Total time 5000 ms", "Totaal 5000 bytes", "Totaal: 1.23", "Totaal: 12.34.56",
               "Totaal: 20-11-2026", "Totaal: 07:00", "Totaal: 0,5", "Totaal 1234,567", "Trailer;300", "Totaal: 22/7");
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

TEST_CASE("Blank lines are quiet anywhere, and empty rows where no row follows") {
  CHECK(read_beyond(1, "\n  \n\"\"\n" + kGoodRow).events.empty());
  std::string many;
  for (int i = 0; i < 1000; ++i) many += ";;;;\n";
  CHECK(read_beyond(1, many).events.empty());
  CHECK(read_beyond(1, many + "-----\nTotaal;1\n" + many).events ==
        Events{"waarschuwing 1003 - scheidingslijn", "waarschuwing 1004 - slotregel"});
  CHECK(read_beyond(1, many + kHeader + kGoodRow).events == Events{"waarschuwing 1003 - herhaalde_kopregel"});
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
