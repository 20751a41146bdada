#include <string>

#include "unit/proto/dagbestand_reading.h"

using vish::proto::test::Events;
using vish::proto::test::read;

namespace {

const std::string kRowOfFour = "999990408;2026-01-15;nazorg;2027-01-01\n";

bool tells_of(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("A column is known by its name without the signs that programs put in it, with a warning") {
  const std::string name = GENERATE(as<std::string>{}, "eind\u200Bdatum",
                                    "\uFEFF"
                                    "einddatum",
                                    "einddatum\u200E", "eind\u00ADdatum",
                                    "eind\x1F"
                                    "datum",
                                    "=\"einddatum\"", "'einddatum",
                                    "\u202A"
                                    "einddatum\u202C",
                                    "\u202F"
                                    "einddatum",
                                    "\uFF45\uFF49\uFF4E\uFF44\uFF44\uFF41\uFF54\uFF55\uFF4D");
  CAPTURE(name);
  const auto reading = read("bsn;startdatum;fase;" + name + "\n" + kRowOfFour);
  CHECK(reading.events ==
        Events{"waarschuwing 1 einddatum kolom_opmaak", "rij 2 999990408 2026-01-15 nazorg [] 2027-01-01"});
}

TEST_CASE("A column name of any length is read by how it looks") {
  std::string signs;
  for (int i = 0; i < 60; ++i) signs += "\u200B";
  CHECK(read("bsn;startdatum;fase;" + signs + "eind" + signs + "datum\n" + kRowOfFour).events ==
        Events{"waarschuwing 1 einddatum kolom_opmaak", "rij 2 999990408 2026-01-15 nazorg [] 2027-01-01"});
  const std::string told =
      "einddatum (de datum waarop het traject volgens de beschikking van het college van "
      "burgemeester en wethouders naar verwachting eindigt)";
  CHECK(read("bsn;startdatum;fase;" + told + "\n" + kRowOfFour).events == Events{"geweigerd 1 kolom_lijkt_op"});
}

TEST_CASE("The finding of a dressed column names the sign") {
  const auto reading = read("bsn;start\u200Bdatum;fase\n");
  REQUIRE(reading.bevindingen.size() == 1);
  CHECK(tells_of(reading.bevindingen[0].melding, "U+200B ZERO WIDTH SPACE"));
  CHECK(tells_of(reading.bevindingen[0].melding, "startdatum"));
}

TEST_CASE("A file with a column that is nearly einddatum is refused, and asks whether it was meant") {
  const std::string name = GENERATE(
      as<std::string>{}, "eind_datum", "eind datum", "Eind-Datum", "EINDDATUM:", "einddatm", "eindatum", "einddatumm",
      "enddatum", "einddataum", "einddatmu", "einddatum2", "Einddatum (verwacht)", "Eind datum (verwacht)",
      "verwachte einddatum", "eindd\u0430tum", "e\u0131nddatum", "eindd\u00E1tum", "eindda\u0301tum", "eind\u202Fdatum",
      "ei\u1E47\u1E0D\u1E0Datum", "\u1EB9\u1ECBn\u1E0Fd\u1EA1\u1E6D\u1EE5\u1E41", "ein\u0323d\u0323d\u0323atum",
      "\u0435ind\u0501\u0430\u0442u\u043C", "\u03B5\u03B9nd\u0501\u03B1\u03C4\u03C5m", "ein\u0257\u0256at\u028Am",
      "e\u026A\u0274dda\u1D1Bum", "\u24D4\u24D8\u24DD\u24D3\u24D3\u24D0\u24E3\u24E4\u24DC", "ein\u217E\u217Eatu\u217F",
      "EinddatumTraject", "TrajectEinddatum", "shveinddatum", "EinddatumTijd", "einddat", "datum einde", "DatumEinde",
      "datumeind", "eind dat", "datum be\u00ebindiging", "\u13AC\u13A5\u13C1ddatum", "eindd\uA4EE\uA4D4um",
      "einddatum\u00A0(plan)");
  CAPTURE(name);
  const auto reading = read("bsn;startdatum;fase;" + name + "\n" + kRowOfFour);
  CHECK(reading.events == Events{"geweigerd 1 kolom_lijkt_op"});
  CHECK(tells_of(reading.fout->melding, "Bedoelde u einddatum?"));
  CHECK(tells_of(reading.fout->melding, "Kolom 4 "));
}

TEST_CASE("The refusal names the letter that only looks right") {
  CHECK(tells_of(read("bsn;startdatum;fase;eindd\u0430tum\n").fout->melding, "U+0430 CYRILLIC SMALL LETTER A"));
}

TEST_CASE("The refusal names a letter of another script that may be any") {
  CHECK(tells_of(read("bsn;startdatum;fase;eindd\uA4EE\uA4D4um\n").fout->melding, "U+A4EE LISU LETTER A"));
}

TEST_CASE("A required column under a name that is near is asked for") {
  struct Case {
    std::string header;
    std::string asked;
  };
  const auto example = GENERATE(values<Case>({{"bsn;start_datum;fase", "kolom 2 startdatum?"},
                                              {"bsn;startdatum;fasse", "kolom 3 fase?"},
                                              {"burgerservicenumer;startdatum;fase", "kolom 1 burgerservicenummer?"},
                                              {"burger service nummer;startdatum;fase", "kolom 1 burgerservicenummer?"},
                                              {"bsn-nummer;startdatum;fase", "kolom 1 burgerservicenummer?"},
                                              {"bsn;\uFB06\u0430rtdatum;fase", "kolom 2 startdatum?"},
                                              {"bsn;satrtdatum;fase", "kolom 2 startdatum?"},
                                              {"bsn;startdatum;f\u1EA1\u0455\u0435", "kolom 3 fase?"},
                                              {"b\u1E63\u1E47;startdatum;fase", "kolom 1 burgerservicenummer?"}}));
  const auto reading = read(example.header + "\n");
  CHECK(reading.events == Events{"geweigerd 1 kolom_ontbreekt"});
  CHECK(tells_of(reading.fout->melding, example.asked));
}

TEST_CASE("A name that is near another column than einddatum is no reason to refuse what is complete") {
  const auto reading = read("bsn;startdatum;fase;kenmrek;einddatum;eind_datum;start datum;wijk\n");
  CHECK(reading.events == Events{"waarschuwing 1 kenmrek onbekende_kolom", "waarschuwing 1 eind_datum onbekende_kolom",
                                 "waarschuwing 1 start datum onbekende_kolom", "waarschuwing 1 wijk onbekende_kolom"});
  CHECK(tells_of(reading.bevindingen.at(0).melding, "Bedoelde u kenmerk?"));
  CHECK(tells_of(reading.bevindingen.at(1).melding, "Bedoelde u einddatum?"));
  CHECK(tells_of(reading.bevindingen.at(2).melding, "Bedoelde u startdatum?"));
  CHECK_FALSE(tells_of(reading.bevindingen.at(3).melding, "Bedoelde"));
}

TEST_CASE("Columns that have nothing to do with those of the file are no mistake for one") {
  const std::string name = GENERATE("geboortedatum", "begindatum", "datum", "eindcontrole", "faseringsplan",
                                    "opmerking", "\u65E5\u672C\u8A9E\u65E5\u672C\u8A9E\u65E5\u672C\u8A9E",
                                    "\u0416\u0449\u042E\u042F\u0416\u0449atum", "fax \u2122", "\u2116");
  const auto reading = read("bsn;startdatum;fase;" + name + "\n");
  REQUIRE(reading.bevindingen.size() == 1);
  CHECK_FALSE(tells_of(reading.bevindingen[0].melding, "Bedoelde"));
}

TEST_CASE("One column under two dresses is there twice") {
  CHECK(read("bsn;startdatum;fase;einddatum;eind\u200Bdatum\n").events == Events{"geweigerd 1 kolom_dubbel"});
}

TEST_CASE("A column whose letters hold those of an end by chance is a column of no meaning") {
  const std::string name = GENERATE("update Eindhoven", "eind validatie", "kandidaten eindgesprek", "datum Eindhoven");
  CHECK(read("bsn;startdatum;fase;" + name + "\n" + kRowOfFour).events.size() == 2);
}
