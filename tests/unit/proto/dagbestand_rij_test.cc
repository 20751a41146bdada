#include <string>

#include "unit/proto/dagbestand_reading.h"

using vish::proto::test::default_regels;
using vish::proto::test::Events;
using vish::proto::test::kHeader;
using vish::proto::test::read;

namespace {

struct Example {
  std::string row;
  Events events;
};

void check(const Example& example) {
  CAPTURE(example.row);
  CHECK(read(kHeader + example.row + "\n").events == example.events);
}

}  // namespace

TEST_CASE("A BSN has nine digits that pass the elfproef, or eight that do with a zero before them") {
  check(GENERATE(values<Example>({
      {"999990408;2026-01-15;nazorg;;", {"rij 2 999990408 2026-01-15 nazorg [] -"}},
      {"  999990408 ;2026-01-15;nazorg;;", {"rij 2 999990408 2026-01-15 nazorg [] -"}},
      {"00009921;2026-01-15;nazorg;;",
       {"waarschuwing 2 burgerservicenummer voorloopnul", "rij 2 000009921 2026-01-15 nazorg [] -"}},
      {";2026-01-15;nazorg;;", {"fout 2 burgerservicenummer verplicht", "foute_rij -"}},
      {"999990409;2026-01-15;nazorg;;", {"fout 2 burgerservicenummer elfproef", "foute_rij -"}},
      {"00009922;2026-01-15;nazorg;;", {"fout 2 burgerservicenummer elfproef", "foute_rij -"}},
      {"000000000;2026-01-15;nazorg;;", {"fout 2 burgerservicenummer elfproef", "foute_rij -"}},
      {"00000000;2026-01-15;nazorg;;", {"fout 2 burgerservicenummer elfproef", "foute_rij -"}},
      {"0009921;2026-01-15;nazorg;;", {"fout 2 burgerservicenummer patroon", "foute_rij -"}},
      {"9999904080;2026-01-15;nazorg;;", {"fout 2 burgerservicenummer patroon", "foute_rij -"}},
      {"99999040x;2026-01-15;nazorg;;", {"fout 2 burgerservicenummer patroon", "foute_rij -"}},
      {"BSN;2026-01-15;nazorg;;", {"fout 2 burgerservicenummer patroon", "foute_rij -"}},
  })));
}

TEST_CASE("A BSN may have full stops, spaces and hyphens between its digits") {
  const std::string written = GENERATE("9999.90.408", "999 990 408", "999\u00a0990\u00a0408", "999-990-408",
                                       "9 9 9 9 9 0 4 0 8", "9999.90 - 408", "999\u00a0. 990408", "\"999.990.408\"");
  check({written + ";2026-01-15;nazorg;;",
         {"waarschuwing 2 burgerservicenummer bsn_opmaak", "rij 2 999990408 2026-01-15 nazorg [] -"}});
}

TEST_CASE("A BSN of which the format is mended must be one for the rest") {
  check(GENERATE(values<Example>({
      {"0000.99.21;2026-01-15;nazorg;;",
       {"waarschuwing 2 burgerservicenummer bsn_opmaak", "waarschuwing 2 burgerservicenummer voorloopnul",
        "rij 2 000009921 2026-01-15 nazorg [] -"}},
      {"9999.90.409;2026-01-15;nazorg;;", {"fout 2 burgerservicenummer elfproef", "foute_rij -"}},
      {"9999.90.40;2026-01-15;nazorg;;", {"fout 2 burgerservicenummer elfproef", "foute_rij -"}},
      {"999.99.40;2026-01-15;nazorg;;", {"fout 2 burgerservicenummer patroon", "foute_rij -"}},
      {"9999.90.4080;2026-01-15;nazorg;;", {"fout 2 burgerservicenummer patroon", "foute_rij -"}},
      {".999990408;2026-01-15;nazorg;;", {"fout 2 burgerservicenummer patroon", "foute_rij -"}},
      {"999990408-;2026-01-15;nazorg;;", {"fout 2 burgerservicenummer patroon", "foute_rij -"}},
      {"9999/90/408;2026-01-15;nazorg;;", {"fout 2 burgerservicenummer patroon", "foute_rij -"}},
      {"9999\u00e990408;2026-01-15;nazorg;;", {"fout 2 burgerservicenummer patroon", "foute_rij -"}},
      {"9999,90,408;2026-01-15;nazorg;;", {"fout 2 burgerservicenummer patroon", "foute_rij -"}},
  })));
}

TEST_CASE("One full stop in a BSN is a decimal point, not a format") {
  // 99999040.8 with its stop taken out passes the elfproef.
  const std::string number = GENERATE("99999040.8", "999990408.0", "00009921.0", "9999904.08");
  check({number + ";2026-01-15;nazorg;;", {"fout 2 burgerservicenummer patroon", "foute_rij -"}});
}

TEST_CASE("A BSN that a spreadsheet rounded is reported as such") {
  const std::string rounded =
      GENERATE("1,23457E+08", "1.23457E+08", "1,23E+8", "1E+08", "1e8", "\"1,23457E+08\"", "9,E-09", "123,4E+6");
  check({rounded + ";2026-01-15;nazorg;;", {"fout 2 burgerservicenummer excel_notatie", "foute_rij -"}});
  const std::string other =
      GENERATE("E+08", "1,2,3E+08", "1,23457E+", "1,23457E", "1,23457E+0x", "1,23457F+08", ",5E+08");
  check({other + ";2026-01-15;nazorg;;", {"fout 2 burgerservicenummer patroon", "foute_rij -"}});
}

TEST_CASE("The finding of a rounded BSN names Excel and what to do") {
  const auto reading = read(kHeader + "1,23457E+08;2026-01-15;nazorg;;\n");
  REQUIRE(reading.bevindingen.size() == 1);
  CHECK(reading.bevindingen[0].melding.find("Excel") != std::string::npos);
  CHECK(reading.bevindingen[0].melding.find("als tekst") != std::string::npos);
}

TEST_CASE("A rounded BSN whose comma was taken for a delimiter is reported as a rounded BSN") {
  const std::string header = "bsn,startdatum,fase,kenmerk\n";
  const Events rounded{"fout 2 burgerservicenummer excel_notatie", "foute_rij -"};
  CHECK(read(header + "1,23457E+08,2026-01-15,nazorg,K\n").events == rounded);
  CHECK(read(header + "1,23457E+08,2026-01-15,nazorg,\n").events == rounded);
  CHECK(read(header + "1,E+8,2026-01-15,intake\n").events == rounded);
  CHECK(read("startdatum,fase,bsn\n2026-01-15,nazorg,1,23457E+08\n").events == rounded);
  const Events ordinary{"fout 2 - aantal_velden", "mist_mogelijk_rijen", "foute_rij -"};
  CHECK(read(header + "x,23457E+08,2026-01-15,nazorg,K\n").events == ordinary);
  CHECK(read(header + "12,23457E+08,2026-01-15,nazorg,K\n").events == ordinary);
  CHECK(read(header + "1,23457F+08,2026-01-15,nazorg,K\n").events == ordinary);
  CHECK(read("startdatum,fase,bsn\n2026-01-15,nazorg,1,2,3\n").events == ordinary);
}

TEST_CASE("Dates are real days in either form, in order, and start by the peildatum") {
  check(GENERATE(values<Example>({
      {"999990408;15-01-2026;nazorg;;28-02-2027", {"rij 2 999990408 2026-01-15 nazorg [] 2027-02-28"}},
      {"999990408;2026-11-23;nazorg;;2026-11-23", {"rij 2 999990408 2026-11-23 nazorg [] 2026-11-23"}},
      {"999990408;2024-02-29;nazorg;;", {"rij 2 999990408 2024-02-29 nazorg [] -"}},
      {"999990408;2026-02-29;nazorg;;", {"fout 2 startdatum datum", "foute_rij 999990408"}},
      {"999990408;15/01/2026;nazorg;;", {"fout 2 startdatum datum", "foute_rij 999990408"}},
      {"999990408;5-1-2026;nazorg;;31-1-2026", {"rij 2 999990408 2026-01-05 nazorg [] 2026-01-31"}},
      {"999990408;05-1-2026;nazorg;;5-01-2026", {"rij 2 999990408 2026-01-05 nazorg [] 2026-01-05"}},
      {"999990408;5-1-26;nazorg;;", {"fout 2 startdatum datum", "mist_mogelijk_rijen", "foute_rij 999990408"}},
      {"999990408;5-1-02026;nazorg;;", {"fout 2 startdatum datum", "mist_mogelijk_rijen", "foute_rij 999990408"}},
      {"999990408;005-1-2026;nazorg;;", {"fout 2 startdatum datum", "mist_mogelijk_rijen", "foute_rij 999990408"}},
      {"999990408;-1-2026;nazorg;;", {"fout 2 startdatum datum", "mist_mogelijk_rijen", "foute_rij 999990408"}},
      {"999990408;5--2026;nazorg;;", {"fout 2 startdatum datum", "mist_mogelijk_rijen", "foute_rij 999990408"}},
      {"999990408;0-1-2026;nazorg;;", {"fout 2 startdatum datum", "foute_rij 999990408"}},
      {"999990408;5-2026;nazorg;;", {"fout 2 startdatum datum", "mist_mogelijk_rijen", "foute_rij 999990408"}},
      {"999990408;2026-1-5;nazorg;;", {"fout 2 startdatum datum", "foute_rij 999990408"}},
      {"999990408;;nazorg;;", {"fout 2 startdatum verplicht", "foute_rij 999990408"}},
      {"999990408;2026-11-24;nazorg;;", {"fout 2 startdatum startdatum_na_peildatum", "foute_rij 999990408"}},
      {"999990408;2026-01-15;nazorg;;morgen", {"fout 2 einddatum datum", "foute_rij 999990408"}},
      {"999990408;2026-01-15;nazorg;;2026-01-14",
       {"fout 2 einddatum einddatum_voor_startdatum", "foute_rij 999990408"}},
      {"999990408;2026-13-15;nazorg;;2020-01-01", {"fout 2 startdatum datum", "foute_rij 999990408"}},
  })));
}

TEST_CASE("A fase is one of the list in any letter case") {
  check(GENERATE(values<Example>({
      {"999990408;2026-01-15;SchuldRegeling;;", {"rij 2 999990408 2026-01-15 schuldregeling [] -"}},
      {"999990408;2026-01-15;OPLOSSING;;", {"rij 2 999990408 2026-01-15 oplossing [] -"}},
      {"999990408;2026-01-15;;;", {"fout 2 fase verplicht", "foute_rij 999990408"}},
      {"999990408;2026-01-15;nazorgen;;", {"fout 2 fase fase", "foute_rij 999990408"}},
      {"999990408;2026-01-15;afgesloten;;", {"fout 2 fase fase", "foute_rij 999990408"}},
      {"999990408;2026-01-15;een veel te lange fase;;", {"fout 2 fase fase", "foute_rij 999990408"}},
  })));
}

TEST_CASE("A row in an early fase is skipped whatever else is wrong with it, unless nobody knows whose row it is") {
  check(GENERATE(values<Example>({
      {"999990408;2026-01-15;intake;;", {"overgeslagen_rij"}},
      {"999990408;2026-01-15;AANMELDING;;", {"overgeslagen_rij"}},
      {"999990408;nooit;intake;\x01;nooit", {"overgeslagen_rij"}},
      {"123;nooit;intake;\x01;nooit", {"fout 2 burgerservicenummer patroon", "overgeslagen_rij"}},
      {";2026-01-15;aanmelding;;", {"fout 2 burgerservicenummer verplicht", "overgeslagen_rij"}},
      {"999990409;2026-01-15;intake;;", {"fout 2 burgerservicenummer elfproef", "overgeslagen_rij"}},
      {"00009921;nooit;intake;;",
       {"waarschuwing 2 burgerservicenummer voorloopnul", "mist_mogelijk_rijen", "overgeslagen_rij"}},
      {"00009921;2026-01-15;intake;;", {"overgeslagen_rij"}},
      {"999990408;2026-01-15;intake", {"fout 2 - aantal_velden", "mist_mogelijk_rijen", "foute_rij 999990408"}},
  })));
}

TEST_CASE("An operator may allow the early fasen") {
  auto regels = default_regels();
  regels.vroege_fasen = true;
  CHECK(read(kHeader + "999990408;2026-01-15;intake;;\n999990409;2026-01-15;aanmelding;;\n", regels).events ==
        Events{"rij 2 999990408 2026-01-15 intake [] -", "fout 3 burgerservicenummer elfproef", "foute_rij -"});
}

TEST_CASE("A kenmerk has at most 64 characters, whatever their bytes, and no control characters") {
  const std::string e = "\u00e9";
  std::string longest;
  for (int i = 0; i < 64; ++i) longest += e;
  check({"999990408;2026-01-15;nazorg;" + longest + ";", {"rij 2 999990408 2026-01-15 nazorg [" + longest + "] -"}});
  const Events too_long{"fout 2 kenmerk kenmerk_te_lang", "foute_rij 999990408"};
  check({"999990408;2026-01-15;nazorg;" + longest + e + ";", too_long});
  check({"999990408;2026-01-15;nazorg;" + std::string(65, 'x') + ";", too_long});

  const std::string control = GENERATE("a\tb", "a\x01", "\x7F",
                                       "a\u0085"
                                       "b");
  check({"999990408;2026-01-15;nazorg;" + control + ";", {"fout 2 kenmerk kenmerk_tekens", "foute_rij 999990408"}});
}

TEST_CASE("A kenmerk that holds the row's own BSN is dropped") {
  const std::string kenmerk = GENERATE("999990408", "SHV999990408-1", "dossier 9999.90.408", "9999 90 408",
                                       "999\u00a0990\u00a0408", "999-990-408/2", "7999990408");
  check({"999990408;2026-01-15;nazorg;" + kenmerk + ";",
         {"waarschuwing 2 kenmerk kenmerk_bevat_bsn", "rij 2 999990408 2026-01-15 nazorg [] -"}});
}

TEST_CASE("A kenmerk that holds the row's own BSN is dropped also where the row writes it otherwise") {
  check({"999.990.408;2026-01-15;nazorg;999990408;",
         {"waarschuwing 2 burgerservicenummer bsn_opmaak", "waarschuwing 2 kenmerk kenmerk_bevat_bsn",
          "rij 2 999990408 2026-01-15 nazorg [] -"}});
  check({"00009921;2026-01-15;nazorg;0000 09 921;",
         {"waarschuwing 2 burgerservicenummer voorloopnul", "waarschuwing 2 kenmerk kenmerk_bevat_bsn",
          "rij 2 000009921 2026-01-15 nazorg [] -"}});
}

TEST_CASE("A BSN with a leading zero is found in a kenmerk without it too") {
  const std::string kenmerk = GENERATE("000009921", "00009921", "0000.99.21");
  check({"000009921;2026-01-15;nazorg;" + kenmerk + ";",
         {"waarschuwing 2 kenmerk kenmerk_bevat_bsn", "rij 2 000009921 2026-01-15 nazorg [] -"}});
}

TEST_CASE("A kenmerk with other digits is kept") {
  const std::string kenmerk = GENERATE("99999040", "999990421", "99999x0409", "SHV-2026-004711");
  check({"999990408;2026-01-15;nazorg;" + kenmerk + ";", {"rij 2 999990408 2026-01-15 nazorg [" + kenmerk + "] -"}});
}

TEST_CASE("All faults of a row are reported") {
  check({"999990409;2026-02-30;slapend;" + std::string(65, '\x01') + ";gisteren",
         {"waarschuwing 2 kenmerk overschreven", "fout 2 burgerservicenummer elfproef", "fout 2 startdatum datum",
          "fout 2 fase fase", "fout 2 kenmerk kenmerk_te_lang", "fout 2 kenmerk kenmerk_tekens",
          "fout 2 einddatum datum", "mist_mogelijk_rijen", "foute_rij -"}});
  check({"00009921;2026-12-30;nazorg;000009921;2026-01-01",
         {"waarschuwing 2 burgerservicenummer voorloopnul", "fout 2 startdatum startdatum_na_peildatum",
          "waarschuwing 2 kenmerk kenmerk_bevat_bsn", "fout 2 einddatum einddatum_voor_startdatum",
          "mist_mogelijk_rijen", "foute_rij 000009921"}});
}

TEST_CASE("A row with another number of fields than the header is faulty and may still name its BSN") {
  check(GENERATE(values<Example>({
      {"999990408;2026-01-15;nazorg;a", {"fout 2 - aantal_velden", "mist_mogelijk_rijen", "foute_rij 999990408"}},
      {"999990408;2026-01-15;nazorg;a;2027-01-01;b",
       {"fout 2 - aantal_velden", "mist_mogelijk_rijen", "foute_rij 999990408"}},
      {"999990409;2026-01-15;nazorg;a", {"fout 2 - aantal_velden", "mist_mogelijk_rijen", "foute_rij -"}},
      {"00009921;2026-01-15", {"fout 2 - aantal_velden", "mist_mogelijk_rijen", "foute_rij 000009921"}},
      {"\"999990408\"x;2026-01-15", {"fout 2 - aantal_velden", "mist_mogelijk_rijen", "foute_rij -"}},
      {"x", {"fout 2 - aantal_velden", "mist_mogelijk_rijen", "foute_rij -"}},
      {"999990408;2026-01-15;nazorg;a;; ;\"\"", {"rij 2 999990408 2026-01-15 nazorg [a] -"}},
  })));
  CHECK(read("startdatum;fase;bsn\n2026-01-15;nazorg\n").events ==
        Events{"fout 2 - aantal_velden", "mist_mogelijk_rijen", "foute_rij -"});
}

TEST_CASE("No finding repeats a value of the file") {
  const auto reading = read(kHeader + "999990409;2026-02-30;slapend;x\ty;gisteren\n00009921;1;nazorg;9921;\nrest\n");
  REQUIRE(reading.bevindingen.size() == 8);
  for (const auto& bevinding : reading.bevindingen) {
    for (const std::string value : {"999990409", "2026-02-30", "slapend", "gisteren", "9921", "rest"}) {
      CHECK(bevinding.melding.find(value) == std::string::npos);
    }
  }
}
