#include "vishctl/program/vishctl.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "support/temp_folder.h"
#include "vishctl/client/command_session.h"

namespace vish::vishctl {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;

struct Outcome {
  int code;
  std::string out;
  std::string err;
};

Outcome vishctl(const std::vector<std::string>& arguments) {
  std::vector<const char*> argv{"vishctl"};
  for (const auto& argument : arguments) argv.push_back(argument.c_str());
  std::ostringstream out;
  std::ostringstream err;
  const int code = run_vishctl(static_cast<int>(argv.size()), argv.data(), out, err);
  return {code, out.str(), err.str()};
}

TEST_CASE("help is no mistake and names the exit codes") {
  const auto outcome = vishctl({"--help"});
  CHECK(outcome.code == 0);
  CHECK_THAT(outcome.out, Contains("Exitcodes"));
}

TEST_CASE("wrong usage ends with 2 and says what is wrong") {
  CHECK(vishctl({}).code == 2);
  CHECK(vishctl({"status", "--kleur"}).code == 2);
  CHECK_THAT(vishctl({"organisatie", "add", "00000099000000020000"}).err, Contains("--naam"));
  CHECK(vishctl({"aansluiting", "show", "../status"}).code == 2);
}

TEST_CASE("to look at a delivery and to put one back need its id, and the latter a reason") {
  CHECK(vishctl({"aanlevering", "diff"}).code == 2);
  CHECK(vishctl({"aanlevering", "diff", "../status"}).code == 2);
  CHECK(vishctl({"aanlevering", "rollback", "--reden", "verkeerd bestand"}).code == 2);
  CHECK_THAT(vishctl({"aanlevering", "rollback", "0199c1f0"}).err, Contains("--reden"));
  CHECK_THAT(vishctl({"aanlevering", "rollback", "--help"}).out, Contains("aansluiting show"));
}

TEST_CASE("without certificate and server every missing option is named") {
  const auto outcome = vishctl({"status"});
  CHECK(outcome.code == 4);
  for (const auto* option : {"--cert", "--key", "--ca", "--server"}) CHECK_THAT(outcome.err, Contains(option));
}

TEST_CASE("a demonstration is complete, checks as good and is never made over another one") {
  const test::TempFolder folder;
  const auto demo = folder / "demo";
  REQUIRE(vishctl({"demo", "init", demo, "--vrije-poorten"}).code == 0);
  CHECK(vishctl({"config", "check", demo / "vishd.toml"}).code == 0);
  CHECK(fs::exists(demo / "voorbeeld.csv"));
  CHECK(vishctl({"demo", "init", demo}).code == 4);
  CHECK(vishctl({"opslag", "init", "--config", demo / "vishd.toml"}).code == 4);
}

TEST_CASE("a server that does not run is no connection") {
  const test::TempFolder folder;
  REQUIRE(vishctl({"demo", "init", folder / "demo"}).code == 0);
  const auto outcome = vishctl({"--profiel", folder / "demo/vishctl.toml", "status"});
  CHECK(outcome.code == 3);
  CHECK_THAT(outcome.err, Contains("draait vishd?"));
}

TEST_CASE("a database needs its key ring first") {
  const test::TempFolder folder;
  REQUIRE(vishctl({"demo", "init", folder / "demo"}).code == 0);
  fs::remove_all(folder / "demo/data");
  fs::remove_all(folder / "demo/sleutels");
  const std::vector<std::string> make_store{"opslag", "init", "--config", folder / "demo/vishd.toml"};
  CHECK(vishctl(make_store).code == 4);
  CHECK(vishctl({"sleutel", "init", folder / "demo/sleutels"}).code == 0);
  CHECK(vishctl(make_store).code == 0);
}

TEST_CASE("config check reports every mistake") {
  const test::TempFolder folder;
  std::ofstream(folder / "vishd.toml") << "kleur = 1\n[data]\npoort = -1\n";
  const auto outcome = vishctl({"config", "check", folder / "vishd.toml"});
  CHECK(outcome.code == 4);
  CHECK_THAT(outcome.err, Contains("regel 1: kleur") && Contains("regel 3: data.poort") && Contains("tls.sleutel"));
}

TEST_CASE("a refusal shows title, detail and every invalid parameter") {
  const auto problem = Json::parse(
      R"({"title":"Ongeldige invoer","detail":"Verbeter dit.","invalidParams":[{"name":"oin","reason":"Te kort."},
          {"name":"naam","reason":"Ontbreekt."}]})");
  CHECK(refusal_text(400, problem) == "oin: Te kort.\nnaam: Ontbreekt.");
  const auto unnamed = Json::parse(R"({"invalidParams":[{"name":"","reason":"Geef iets."}]})");
  CHECK(refusal_text(400, unnamed) == "Geef iets.");
  CHECK(refusal_text(502, nullptr) == "de server antwoordde met 502");
}

TEST_CASE("an operator sees in one screen what releasing would do") {
  const auto verschil = Json::parse(
      R"({"aanleveringId":"0199c1f0","aantallen":{"rijen":10,"nietBeeindigd":0},"registraties":{"voor":26,"na":10},
          "vanKracht":{"voor":25,"na":10,"kwijt":17},"overschreden":["afname","nietsOver"]})");
  CHECK(show_one(verschil, kVerschilView) ==
        "Aanlevering               0199c1f0\n"
        "Rijen                     10\n"
        "Niet beëindigd            0\n"
        "Registraties nu           26\n"
        "Registraties erna         10\n"
        "Van kracht nu             25\n"
        "Van kracht erna           10\n"
        "Niet meer van kracht      17\n"
        "Overschreden              afname, nietsOver\n");
}

TEST_CASE("a person reads the clock of Amsterdam, in summer and in winter") {
  const Json regel{{"volgnummer", 7}, {"tijdstip", "2026-07-01T22:30:05.123Z"}, {"reden", "2026-07-01T22:30:05.123Z"}};
  CHECK_THAT(show_one(regel, kAuditregelView), Contains("Tijdstip              2026-07-02 00:30:05\n") &&
                                                   Contains("Reden                 2026-07-01T22:30:05.123Z\n"));
  CHECK_THAT(show_list(Json{{"sleutels", {{{"sleutel", "zegel-1"}, {"sinds", "2026-11-23T09:12:33Z"}}}}}, kSleutelView),
             Contains("2026-11-23 10:12:33"));
}

TEST_CASE("an aansluiting is shown with the deliveries that can be put back, and a rollback with what it put back") {
  const auto aansluiting = Json::parse(
      R"({"aansluitcode":"GM0344-SHV","herstelbareAanleveringen":[
          {"aanleveringId":"0199c1f0","peildatum":"2026-11-22","aantalRegistraties":600}]})");
  CHECK(show_one(aansluiting, kAansluitingView) ==
        "Aansluitcode              GM0344-SHV\n\n"
        "Terug te draaien naar  Peildatum   Registraties\n"
        "0199c1f0               2026-11-22           600\n");
  CHECK(show_one(Json::parse(R"({"herstelVan":"0199c1f0"})"), kAanleveringView) == "Herstel van        0199c1f0\n");
}

}  // namespace
}  // namespace vish::vishctl
