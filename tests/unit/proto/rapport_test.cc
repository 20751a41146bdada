#include "proto/json/rapport.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "proto/terms/bevindingcode.h"

using vish::Datum;
using vish::parse_tijdstip;
using namespace vish::proto;
using nlohmann::json;

namespace {

/// Also one that this version does not know.
Recorded<Bevindingcode> code(std::string_view text) { return Recorded<Bevindingcode>::read(text); }

Aanleverrapport report() {
  return {.aanlevering_id = "0199c1f0-7a3e-7c11-8000-1234567890ab",
          .aansluitcode = "GM0344-SHV",
          .peildatum = *Datum::parse_iso("2026-11-22"),
          .status = Aanleverstatus::afgewezen,
          .fase = Aansluitfase::productie,
          .aangeleverd_door = "00000099000000001000",
          .ontvangen_op = *parse_tijdstip("2026-11-22T04:00:00.001Z"),
          .aantallen = {.rijen = 8,
                        .nieuw = 1,
                        .gewijzigd = 2,
                        .beeindigd = 3,
                        .ongewijzigd = 4,
                        .overgeslagen = 5,
                        .foutief = 6,
                        .niet_beeindigd = 7},
          .bevindingen = {{0, "", Ernst::waarschuwing, code("kolom_onbekend"), "Een kolom is onbekend."},
                          {12, "burgerservicenummer", Ernst::fout, Bevindingcode::elfproef, "Het nummer klopt niet."}},
          .bevindingen_per_code = {{Bevindingcode::elfproef, 6}, {code("kolom_onbekend"), 1}},
          .reden = "Er vallen te veel registraties weg.",
          .besluit = Besluit{"A. Beheerder", *parse_tijdstip("2026-11-22T09:30:00.000Z"), "Export was kapot."},
          .herstel_van = "0199c1f0-7a3e-7c11-8000-0000000000ab"};
}

const std::string kText =
    R"({"aanleveringId":"0199c1f0-7a3e-7c11-8000-1234567890ab","aansluitcode":"GM0344-SHV",)"
    R"("peildatum":"2026-11-22","status":"afgewezen","fase":"productie",)"
    R"("aangeleverdDoor":"00000099000000001000","ontvangenOp":"2026-11-22T04:00:00.001Z",)"
    R"("aantallen":{"rijen":8,"nieuw":1,"gewijzigd":2,"beeindigd":3,"ongewijzigd":4,"overgeslagen":5,)"
    R"("foutief":6,"nietBeeindigd":7},"bevindingen":[)"
    R"({"regel":0,"ernst":"waarschuwing","code":"kolom_onbekend","melding":"Een kolom is onbekend."},)"
    R"({"regel":12,"kolom":"burgerservicenummer","ernst":"fout","code":"elfproef",)"
    R"("melding":"Het nummer klopt niet."}],"bevindingenPerCode":{"elfproef":6,"kolom_onbekend":1},)"
    R"("reden":"Er vallen te veel registraties weg.",)"
    R"("besluit":{"door":"A. Beheerder","genomenOp":"2026-11-22T09:30:00.000Z","reden":"Export was kapot."},)"
    R"("herstelVan":"0199c1f0-7a3e-7c11-8000-0000000000ab"})";

bool accepted(const json& changed) { return rapport_from_record(changed.dump()).has_value(); }

}  // namespace

TEST_CASE("A report has the shape of the contract") { CHECK(to_json(report()) == kText); }

TEST_CASE("A report of any version has this record") {
  CHECK(to_record(report()) == kText);
  CHECK(rapport_from_record(kText) == report());
}

TEST_CASE("A report survives being written and read") { CHECK(rapport_from_record(to_record(report())) == report()); }

TEST_CASE("A report without findings, reason or decision survives too") {
  auto bare = report();
  bare.bevindingen.clear();
  bare.bevindingen_per_code.clear();
  bare.reden.reset();
  bare.besluit.reset();
  bare.herstel_van.reset();
  const auto text = to_json(bare);
  CHECK(json::parse(text)["bevindingen"] == json::array());
  CHECK(json::parse(text)["bevindingenPerCode"] == json::object());
  CHECK_FALSE(json::parse(text).contains("reden"));
  CHECK(rapport_from_record(text) == bare);
}

TEST_CASE("A report with as many findings as are kept is read back") {
  auto large = report();
  large.bevindingen.assign(Bevindingen::kKept, large.bevindingen[1]);
  CHECK(rapport_from_record(to_record(large)) == large);
}

TEST_CASE("A record of which any member is missing, wrong or unknown is no report") {
  const auto good = json::parse(to_json(report()));
  for (const auto& member : good.items()) {
    INFO(member.key());
    auto changed = good;
    changed[member.key()] = json::array({nullptr});
    CHECK_FALSE(accepted(changed));
    changed.erase(member.key());
    CHECK(accepted(changed) == (member.key() == "reden" || member.key() == "besluit" || member.key() == "herstelVan"));
  }
  auto unknown = good;
  unknown["bevindingen"][0]["waarde"] = "x";
  CHECK_FALSE(accepted(unknown));
  auto status = good;
  status["status"] = "klaar";
  CHECK_FALSE(accepted(status));
  auto ernst = good;
  ernst["bevindingen"][0]["ernst"] = "info";
  CHECK_FALSE(accepted(ernst));
  CHECK_FALSE(rapport_from_record("").has_value());
}

TEST_CASE("Findings as CSV open in a Dutch spreadsheet") {
  CHECK(bevindingen_csv(report()) ==
        "\xEF\xBB\xBFregel;kolom;ernst;code;melding\r\n"
        "0;;waarschuwing;kolom_onbekend;Een kolom is onbekend.\r\n"
        "12;burgerservicenummer;fout;elfproef;Het nummer klopt niet.\r\n"
        ";;totaal;elfproef;In totaal 6 keer gevonden, waarvan 1 hierboven.\r\n"
        ";;totaal;kolom_onbekend;In totaal 1 keer gevonden, waarvan 1 hierboven.\r\n");
}

TEST_CASE("CSV without more findings than it lists has no totals") {
  auto rapport = report();
  rapport.bevindingen_per_code = {{Bevindingcode::elfproef, 1}, {code("kolom_onbekend"), 1}};
  CHECK(bevindingen_csv(rapport).find("totaal") == std::string::npos);
  rapport.bevindingen.clear();
  rapport.bevindingen_per_code.clear();
  CHECK(bevindingen_csv(rapport) == "\xEF\xBB\xBFregel;kolom;ernst;code;melding\r\n");
}

TEST_CASE("In CSV nothing from a file can act as a formula or break out of its cell") {
  const auto cell = [](const std::string& kolom) {
    auto rapport = report();
    rapport.bevindingen = {{3, kolom, Ernst::fout, code("c"), "m"}};
    rapport.bevindingen_per_code = {{code("c"), 1}};
    const auto csv = bevindingen_csv(rapport);
    const auto start = csv.find("\r\n3;") + 4;
    return csv.substr(start, csv.rfind(";fout;c;m\r\n") - start);
  };
  CHECK(cell("naam") == "naam");
  CHECK(cell("=1+1") == "'=1+1");
  CHECK(cell("+1") == "'+1");
  CHECK(cell("-1") == "'-1");
  CHECK(cell("@SUM(A1)") == "'@SUM(A1)");
  CHECK(cell("\tx") == "'\tx");
  CHECK(cell("\rx") == "\"'\rx\"");
  CHECK(cell("=a;b") == "\"'=a;b\"");
  CHECK(cell("a;b") == "\"a;b\"");
  CHECK(cell("a\"b") == "\"a\"\"b\"");
  CHECK(cell("a\nb") == "\"a\nb\"");
}
