#include <string>

#include "unit/proto/dagbestand_reading.h"

using vish::proto::test::Events;
using vish::proto::test::kGoodRow;
using vish::proto::test::kHeader;
using vish::proto::test::read;

TEST_CASE("Columns stand in any order and letter case, with spaces around their names") {
  CHECK(read(" FASE ;Einddatum;Kenmerk; StartDatum;BurgerServiceNummer\n"
             "nazorg;2027-01-01;K-1;2026-01-15;999990408\n")
            .events == Events{"rij 2 999990408 2026-01-15 nazorg [K-1] 2027-01-01"});
}

TEST_CASE("The columns kenmerk and einddatum may be absent") {
  CHECK(read("BSN,startdatum,fase\n999990408,2026-01-15,nazorg\n").events ==
        Events{"rij 2 999990408 2026-01-15 nazorg [] -"});
}

TEST_CASE("A missing required column refuses the file and all of them are named") {
  const auto reading = read("bsn;kenmerk\n999990408;K-1\n");
  CHECK(reading.events == Events{"geweigerd 1 kolom_ontbreekt"});
  CHECK(reading.fout->melding.find("startdatum, fase.") != std::string::npos);
  CHECK(reading.fout->melding.find("burgerservicenummer") == std::string::npos);
}

TEST_CASE("A column that is there twice refuses the file") {
  CHECK(read("bsn;startdatum;fase;FASE\n").events == Events{"geweigerd 1 kolom_dubbel"});
  CHECK(read("bsn;startdatum;fase;burgerservicenummer\n").events == Events{"geweigerd 1 kolom_dubbel"});
}

TEST_CASE("Unknown columns are ignored and reported by their place and name") {
  const auto reading = read("bsn;wijk;startdatum;fase;;wijk\n999990408;a;2026-01-15;nazorg;b;c\n");
  CHECK(reading.events == Events{"waarschuwing 1 wijk onbekende_kolom", "waarschuwing 1 - onbekende_kolom",
                                 "waarschuwing 1 wijk onbekende_kolom", "rij 2 999990408 2026-01-15 nazorg [] -"});
  CHECK(reading.bevindingen.at(0).melding.find("Kolom 2 ") == 0);
}

TEST_CASE("A reported column name is harmless") {
  struct Case {
    std::string name;
    std::string shown;
  };
  const auto example = GENERATE(values<Case>({{"a<b>&\tc", "a?b???c"},
                                              {"co\u00f6rdinator", "co?rdinator"},
                                              {std::string(50, 'n'), std::string(40, 'n')},
                                              {"999990408", ""},
                                              {"bsn 9-9-9-9-9-0-4-0", ""},
                                              {std::string(60, 'n') + "99999040", ""},
                                              {"1234567", "1234567"}}));
  const auto reading = read("bsn;startdatum;fase;\"" + example.name + "\"\n");
  REQUIRE(reading.bevindingen.size() == 1);
  CHECK(reading.bevindingen[0].kolom == example.shown);
}

TEST_CASE("A file without a header is refused without repeating any of it") {
  const auto reading = read(kGoodRow + kGoodRow);
  CHECK(reading.events == Events{"geweigerd 1 kolom_ontbreekt"});
  CHECK(reading.fout->melding.find("999990408") == std::string::npos);
  CHECK(reading.fout->melding.find("SHV-1") == std::string::npos);
}

TEST_CASE("Delimiters at the end of the header name no column") {
  const std::string header = "bsn;startdatum;fase;;\n";
  CHECK(read(header + "999990408;2026-01-15;nazorg;;\n").events == Events{"rij 2 999990408 2026-01-15 nazorg [] -"});
  CHECK(read(header + "999990408;2026-01-15;nazorg\n").events == Events{"rij 2 999990408 2026-01-15 nazorg [] -"});
}

TEST_CASE("Text after a closing quote in the header refuses the file") {
  CHECK(read("bsn;startdatum;\"fase\"x\n").events == Events{"geweigerd 1 aanhalingsteken"});
}

TEST_CASE("An empty file is refused and a file with only a header is not") {
  CHECK(read("").events == Events{"geweigerd 0 leeg"});
  CHECK(read("\xEF\xBB\xBF").events == Events{"geweigerd 0 leeg"});
  CHECK(read("\r\n  \n").events == Events{"geweigerd 0 leeg"});
  CHECK(read(kHeader).events.empty());
  CHECK(read("bsn;startdatum;fase").events.empty());
}
