#include <string>

#include "proto/terms/bevindingcode.h"
#include "unit/proto/dagbestand_reading.h"

using vish::proto::Dagbestandlezer;
using vish::proto::test::default_regels;
using vish::proto::test::Events;
using vish::proto::test::kGoodRow;
using vish::proto::test::kHeader;
using vish::proto::test::read;
using vish::proto::test::Recorder;

TEST_CASE("A last line needs no line end") {
  CHECK(read("bsn;startdatum;fase\n999990408;2026-01-15;nazorg").events ==
        Events{"rij 2 999990408 2026-01-15 nazorg [] -"});
  CHECK(read(kHeader + "999990408;2026-01-15;nazorg;K;").events == Events{"rij 2 999990408 2026-01-15 nazorg [K] -"});
  CHECK(read("bsn;startdatum;fase\n999990408;2026-01-15;nazorg\n  ").events ==
        Events{"rij 2 999990408 2026-01-15 nazorg [] -"});
  CHECK(read(kHeader + ";;;;").events.empty());
  CHECK(read("bsn;startdatum;fase\n999990408;2026-01-15;nazorg\r").events ==
        Events{"rij 2 999990408 2026-01-15 nazorg [] -"});
}

TEST_CASE("A last line without a line end whose last field may be cut refuses the file") {
  const std::string file = GENERATE(values<std::string>({
      "bsn;startdatum;fase\n999990408;2026-01-15",
      "bsn;startdatum;fase\n999990408",
      "bsn;startdatum;fase\n999990408;2026-01-15;stabil",
      "bsn;startdatum;fase\n999990408;2026-01-15;",
      "bsn;fase;startdatum\n999990408;nazorg;2026-01-1",
      "bsn;fase;startdatum\n999990408;intake;2026-01-1",
      "startdatum;fase;bsn\n2026-01-15;nazorg;9999904",
      "startdatum;fase;bsn\n2026-01-15;nazorg;00009921",
      "startdatum;fase;bsn\n2026-01-15;intake;00009921",
      "startdatum;fase;bsn\n2026-01-15;nazorg;\"999990408\"1",
      "startdatum;fase;bsn\n2026-01-15;nazorg;0000.99.21",
      "startdatum;fase;bsn\n2026-01-15;nazorg;1,23457E+0x",
      "bsn;fase;startdatum\n999990408;nazorg;1-3-202",
      "bsn;startdatum;fase;einddatum\n999990408;2026-01-15;nazorg;0",
      "bsn;startdatum;fase;einddatum\n999990408;2026-01-15;nazorg;00",
      "kenmerk;bsn;startdatum;fase\n;;",
      "kenmerk;bsn;startdatum;fase\n;;;",
  }));
  CHECK(read(file).events == Events{"geweigerd 2 afgekapt"});
}

TEST_CASE("A last line without a line end that is faulty elsewhere is an ordinary faulty row") {
  CHECK(read("bsn;startdatum;fase\n999990408;2026-13-15;nazorg").events ==
        Events{"fout 2 startdatum datum", "foute_rij 999990408"});
  CHECK(read("bsn;startdatum;fase\n999990408;2026-01-15;nazorg;x").events ==
        Events{"fout 2 - aantal_velden", "mist_mogelijk_rijen", "foute_rij 999990408"});
}

TEST_CASE("The same incomplete lines with a line end are ordinary faulty rows") {
  CHECK(read("bsn;startdatum;fase\n999990408;2026-01-15\n").events ==
        Events{"fout 2 - aantal_velden", "mist_mogelijk_rijen", "foute_rij 999990408"});
  CHECK(read("startdatum;fase;bsn\n2026-01-15;nazorg;00009921\n").events ==
        Events{"waarschuwing 2 burgerservicenummer voorloopnul", "rij 2 000009921 2026-01-15 nazorg [] -"});
}

TEST_CASE("A file of exactly the largest size is read and one byte more refuses it") {
  auto regels = default_regels();
  const std::string file = kHeader + kGoodRow;
  regels.max_bytes = file.size();
  const std::string row = "rij 2 999990408 2026-01-15 stabilisatie [SHV-1] -";
  CHECK(read(file, regels).events == Events{row});
  CHECK(read(file + "\n", regels).events == Events{row, "geweigerd 0 te_groot"});
}

TEST_CASE("After an error every call returns it and the receiver gets nothing more") {
  Recorder recorder;
  Dagbestandlezer lezer(default_regels(), recorder);
  const std::string file = kHeader + std::string(1, '\0') + "\n";
  CHECK(lezer.feed(file).error().code == vish::proto::Bevindingcode::tekenset);
  CHECK(lezer.feed(kGoodRow).error().code == vish::proto::Bevindingcode::tekenset);
  CHECK(lezer.feed("").error().code == vish::proto::Bevindingcode::tekenset);
  CHECK(lezer.finish().error().code == vish::proto::Bevindingcode::tekenset);
  CHECK(recorder.events.empty());
}

TEST_CASE("Lines of every kind count for the most lines that a file may have") {
  auto regels = vish::proto::test::default_regels();
  regels.max_regels = 6;
  const std::string line = GENERATE("\n", ";;;;\n", "---;---;---;---;---\n", "\"\"\n",
                                    "999990421;2026-01-15;nazorg;;\n", "bsn;startdatum;fase;kenmerk;einddatum\n");
  const std::string four = line + line + line + line;
  CHECK_FALSE(read(kHeader + kGoodRow + four, regels).fout);
  const auto fout = read(kHeader + kGoodRow + four + line + line, regels).fout;
  REQUIRE(fout);
  CHECK((fout->code == vish::proto::Bevindingcode::te_groot && fout->regel == 7));
  CHECK_THAT(fout->melding, Catch::Contains("6 regels") && Catch::Contains("lege regels"));
}

TEST_CASE("Blank lines above the header count for the most lines too") {
  auto regels = vish::proto::test::default_regels();
  regels.max_regels = 6;
  CHECK_FALSE(read("\n\n\n\n" + kHeader + kGoodRow, regels).fout);
  CHECK(read("\n\n\n\n\n\n" + kHeader + kGoodRow, regels).events == Events{"geweigerd 7 te_groot"});
  CHECK(read(std::string(100, '\n'), regels).events == Events{"geweigerd 7 te_groot"});
}
