#include "vishctl/client/status_screen.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "proto/notices/aandacht.h"

namespace vish::vishctl {
namespace {

using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;

using Json = nlohmann::json;

const auto kNu = parse_tijdstip("2026-11-25T09:00:00Z").value();

Json genoemd(std::uint64_t aantal = 0, const Json& namen = Json::array(), const char* member = "aansluitcodes") {
  return {{"aantal", aantal}, {member, namen}};
}

Json disk(const char* naam, std::uint64_t vrij) {
  return {{"schijf", naam}, {"totaalBytes", 100'000'000'000}, {"vrijBytes", vrij}, {"grensBytes", 500'000'000}};
}

Json well() {
  const Json fasen{{"aangemeld", 0}, {"test", 1}, {"productie", 2}, {"geschorst", 0}, {"beeindigd", 0}};
  const Json vragen{{"personen", 4},
                    {"matches", 1},
                    {"beantwoord", 3},
                    {"geteldSindsOp", "2026-11-25T08:00:00.000Z"},
                    {"geweigerd", Json::object()}};
  return {{"versie", "0.1.0"},
          {"databaseId", "0199c1f0-7a3e-7c11-8000-1234567890ab"},
          {"gestartOp", "2026-11-24T08:00:00.000Z"},
          {"gereed", true},
          {"aansluitingen", fasen},
          {"bevragers", fasen},
          {"registraties", 12},
          {"vandaagVerwacht", 3},
          {"vastgehouden", genoemd()},
          {"opTijd", 3},
          {"teLaat", genoemd()},
          {"bevestigingNodig", genoemd()},
          {"opvallend",
           {{"niemandBeeindigd", genoemd()},
            {"ongewijzigd", genoemd()},
            {"correcties", genoemd()},
            {"eerderBestand", genoemd()},
            {"testnummers", genoemd()},
            {"einddatums", genoemd()},
            {"verwisseld", genoemd()}}},
          {"testInProductie", {{"aantal", 0}, {"meldingen", Json::array()}}},
          {"proef", false},
          {"vragen", vragen},
          {"gebruiksalarm", genoemd(0, Json::array(), "oins")},
          {"auditregels", 99},
          {"bewaartermijn", {{"jaren", 5}}},
          {"huidigeSleutels", {"index-2", "zegel-1", "audit-1"}},
          {"oudeSleutels", Json::array()},
          {"backup", {{"nummer", 7}, {"gemaaktOp", "2026-11-25T02:00:00.000Z"}}},
          {"kopieVanVerantwoording", true},
          {"intrekkingslijstmeldingen", {{"aantal", 0}, {"meldingen", Json::array()}}},
          {"wachtOpTweedePersoon", {{"aantal", 0}, {"verzoeken", Json::array()}}},
          {"geldigheid",
           Json::array({{{"soort", "server"}, {"naam", "server"}, {"verlooptOp", "2027-11-25T09:00:00.000Z"}}})},
          {"schijven", Json::array({disk("database", 40'000'000'000)})}};
}

std::string shown(const Json& status) { return status_screen(proto::status_from_json(status), kNu); }

std::string told(const Json& status) {
  std::string text;
  for (const auto& punt : proto::aandachtspunten(proto::status_from_json(status), kNu))
    text += punt.wat + " > " + punt.opdracht + "\n";
  return text;
}

Json validity(const char* soort, const char* moment) {
  auto status = well();
  status["geldigheid"] = Json::array({{{"soort", soort}, {"naam", "CN=A"}, {"verlooptOp", moment}}});
  return status;
}

TEST_CASE("when nothing asks for attention that is said first") {
  CHECK(told(well()).empty());
  CHECK_THAT(shown(well()), StartsWith("Alles in orde.\n\nServer"));
  CHECK_THAT(shown(well()), Contains("40,0 GB vrij van 100,0 GB; onder 0,5 GB wordt niets geschreven"));
}

TEST_CASE("a server that is not ready comes before all else") {
  auto status = well();
  status["teLaat"] = genoemd(1, {"GM0344-SHV"});
  status["gereed"] = false;
  status["reden"] = "schijf vol";
  CHECK(told(status) ==
        "De server antwoordt niet op vragen: schijf vol > journalctl --unit vishd\n"
        "1 aansluiting te laat: GM0344-SHV > vishctl aansluiting list\n");
}

TEST_CASE("names take one line, and the others are counted") {
  proto::Genoemd codes;
  for (int i = 10; i < 35; ++i) codes.add("GM0344-WIJKTEAM-" + std::to_string(i));
  CHECK(proto::named(codes) == "GM0344-WIJKTEAM-10, GM0344-WIJKTEAM-11 en nog 23");
  CHECK(proto::named({}).empty());
}

TEST_CASE("a certificate is told from thirty days before its end, a revocation list from two") {
  CHECK(told(validity("server", "2026-12-25T09:00:00.000Z")).empty());
  CHECK_THAT(told(validity("ca", "2026-12-25T08:59:59.000Z")), Contains("Certificaat van CN=A: nog 29 dagen"));
  CHECK(told(validity("intrekkingslijst", "2026-11-27T09:00:00.000Z")).empty());
  CHECK_THAT(told(validity("intrekkingslijst", "2026-11-27T08:00:00.000Z")), Contains("CN=A: nog 47 uur"));
  CHECK_THAT(told(validity("intrekkingslijst", "2026-11-25T09:00:00.000Z")), Contains("CN=A: verlopen"));
  auto none = well();
  none["geldigheid"] = Json::array({{{"soort", "intrekkingslijst"}, {"naam", "CN=A"}}});
  CHECK_THAT(told(none), Contains("Intrekkingslijst van CN=A ontbreekt"));
}

TEST_CASE("a shorter term of the audit log is told before it counts") {
  auto status = well();
  CHECK_THAT(shown(status), Contains("5 jaar"));
  status["bewaartermijn"]["korter"] = {{"jaren", 1}, {"vanafOp", "2026-12-02T09:00:00.000Z"}};
  CHECK_THAT(told(status), Contains("1 jaar in plaats van 5, vanaf 2026-12-02T09:00:00.000Z > vishctl audit list"));
}

TEST_CASE("an old key is told when it can go, and until then who needs it is shown") {
  auto status = well();
  status["oudeSleutels"] = {
      {{"sleutel", "index-1"}, {"inGebruik", true}, {"aansluitingen", genoemd(1, {"GM0344-SHV"})}}};
  CHECK(told(status).empty());
  CHECK_THAT(shown(status), Contains("index-1: nog nodig voor GM0344-SHV"));
  status["oudeSleutels"][0]["inGebruik"] = false;
  CHECK_THAT(told(status), Contains("vishctl sleutel destroy index-1"));
}

TEST_CASE("what waits for a second person is told with its command, and no longer as something to begin") {
  auto status = well();
  status["oudeSleutels"] = {
      {{"sleutel", "zegel-1"}, {"inGebruik", false}, {"aansluitingen", genoemd()}, {"vernietigingDoor", "j.jansen"}}};
  status["wachtOpTweedePersoon"] = {{"aantal", 22},
                                    {"meer", 20},
                                    {"verzoeken",
                                     {{{"handeling", "aansluiting.end"},
                                       {"naam", "GM0344-SHV"},
                                       {"wat", "Aansluiting GM0344-SHV beëindigen"},
                                       {"gevraagdDoor", "m.bakker"},
                                       {"opdracht", "vishctl aansluiting end GM0344-SHV --reden REDEN"}},
                                      {{"handeling", "sleutel.destroy"},
                                       {"naam", "zegel-1"},
                                       {"wat", "Sleutel zegel-1 vernietigen"},
                                       {"gevraagdDoor", "j.jansen"},
                                       {"opdracht", "vishctl sleutel destroy zegel-1 --reden REDEN"}}}}};
  CHECK(told(status) ==
        "Aansluiting GM0344-SHV beëindigen wacht op een tweede beheerder; gevraagd door m.bakker > "
        "vishctl aansluiting end GM0344-SHV --reden REDEN\n"
        "Sleutel zegel-1 vernietigen wacht op een tweede beheerder; gevraagd door j.jansen > "
        "vishctl sleutel destroy zegel-1 --reden REDEN\n"
        "Nog 20 verzoeken wachten op een tweede beheerder > vishctl verzoek list\n");
  CHECK_THAT(shown(status), Contains("zegel-1: vernietiging gevraagd door j.jansen"));
}

TEST_CASE("the backup is told when there is none or it is old") {
  auto status = well();
  status["backup"] = Json::object();
  CHECK_THAT(told(status), Contains("nog geen back-up"));
  status["backup"] = {{"nummer", 7}, {"gemaaktOp", "2026-11-23T09:00:00.000Z"}};
  CHECK(told(status).empty());
  CHECK_THAT(shown(status), Contains("nummer 7 van 2026-11-23 10:00:00"));
  status["backup"]["gemaaktOp"] = "2026-11-23T08:59:59.000Z";
  CHECK_THAT(told(status), Contains("back-up is oud"));
  status["backup"]["gemaaktOp"] = "2026-11-25T10:00:00.000Z";
  CHECK(told(status).empty());
  status["backup"]["gemaaktOp"] = "2026-11-25T10:00:00.001Z";
  CHECK_THAT(told(status), Contains("van een moment dat nog komt"));
}

TEST_CASE("backups and a copy that nobody configured are told, with where the handbook tells of them") {
  auto status = well();
  status.erase("backup");
  status["kopieVanVerantwoording"] = false;
  CHECK(told(status) ==
        "Het auditlog heeft geen kopie op een andere schijf > zie Kopie van de verantwoording in "
        "/usr/share/doc/vish/docs/beheer.md\n"
        "Er worden geen back-ups gemaakt > zie Back-up in /usr/share/doc/vish/docs/beheer.md\n");
}

TEST_CASE("what is wrong with a revocation list is told before it refuses anyone") {
  auto status = well();
  status["intrekkingslijstmeldingen"] = {{"aantal", 2}, {"meldingen", {"lijst.crl is niet leesbaar", "nog een"}}};
  CHECK(told(status) ==
        "2 meldingen over intrekkingslijsten: lijst.crl is niet leesbaar > zie Intrekkingslijsten in "
        "/usr/share/doc/vish/docs/beheer.md\n");
}

TEST_CASE("a disk that has less than twice its watermark left is told") {
  auto status = well();
  status["schijven"] = Json::array({disk("database", 1'000'000'000), disk("verantwoording", 1'000'000'000)});
  CHECK(told(status).empty());
  CHECK_THAT(shown(status), Contains("  verantwoording"));
  status["schijven"][1]["vrijBytes"] = 999'999'999;
  CHECK(told(status) == "De schijf met de verantwoording raakt vol > df --human-readable\n");
  status["schijven"] = Json::array({disk("database", 999'999'999)});
  CHECK_THAT(told(status), Contains("De schijf met de database raakt vol"));
}

TEST_CASE("a bad day stays within thirty-five lines and steers no terminal") {
  auto status = well();
  const auto code = std::string("GM\033[2J");
  for (const auto* member : {"vastgehouden", "teLaat", "bevestigingNodig"}) status[member] = genoemd(40, {code, "B"});
  status["gebruiksalarm"] = genoemd(1, {"00000099000000040000"}, "oins");
  status["vragen"]["geweigerd"] = {{"teVeelVragen", 3}, {"ongeldigeInvoer", 1}};
  const auto screen = shown(status);
  CHECK(std::count(screen.begin(), screen.end(), '\n') <= 35);
  CHECK(screen.find('\033') == std::string::npos);
  CHECK_THAT(screen, Contains("1 ongeldigeInvoer, 3 teVeelVragen") && Contains("40 aansluitingen te laat"));
}

TEST_CASE("an answer of another server is no status") {
  CHECK_THROWS_AS(shown(Json::object()), Json::exception);
  CHECK_THROWS_AS(shown(validity("ca", "morgen")), Json::exception);
}

TEST_CASE("a status is the same after it was written and read") {
  auto json = well();
  json["reden"] = "schijf vol";
  json["gereed"] = false;
  json["teruggezet"] = {{"backup", 7},
                        {"gemaaktOp", "2026-11-25T02:00:00.000Z"},
                        {"teruggezetOp", "2026-11-25T03:00:00.000Z"},
                        {"auditregelsUitKopie", 12},
                        {"aansluitingen", {{{"aansluitcode", "A"}, {"registraties", 3}, {"peildatum", "2026-11-24"}}}}};
  CHECK(Json(as_json(proto::status_from_json(json))) == json);
}

TEST_CASE("twenty of many are named, and the others are counted in the place that the contract has for them") {
  proto::Status status;
  proto::Verzoekmelding verzoek;
  verzoek.handeling = proto::Handeling::bevrager_end;
  for (int i = 0; i < 22; ++i) {
    status.gebruiksalarm.add("o");
    status.leveringen.te_laat.add("a");
    status.tweede_persoon.add(verzoek);
  }
  const auto json = as_json(status);
  CHECK_THAT(json["gebruiksalarm"].dump(), StartsWith(R"({"aantal":22,"meer":2,"oins":["o",)"));
  CHECK_THAT(json["teLaat"].dump(),
             StartsWith(R"({"aantal":22,"aansluitcodes":["a",)") && EndsWith(R"("a"],"meer":2})"));
  CHECK(json["wachtOpTweedePersoon"]["meer"] == 2);
  CHECK(json["wachtOpTweedePersoon"]["verzoeken"].size() == 20);
  CHECK(json["wachtOpTweedePersoon"]["verzoeken"][0]["soort"] == "bevrager");
  CHECK_FALSE(json["vastgehouden"].contains("meer"));
}

}  // namespace
}  // namespace vish::vishctl
