#include "server/config/config.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "server/config/wijzigingen.h"
#include "support/temp_folder.h"

namespace vish::server {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;

/// A folder with the files that a good configuration names.
class Settings {
 public:
  Settings() {
    for (const auto* file : {"server.pem", "server.key", "ca.pem"}) std::ofstream(folder_ / file) << "x";
  }

  Result<Config, std::vector<std::string>> load(const std::string& text) const {
    std::ofstream(folder_ / "vishd.toml") << text;
    return load_config(folder_ / "vishd.toml");
  }
  fs::path operator/(const std::string& name) const { return folder_ / name; }

 private:
  test::TempFolder folder_;
};

const std::string kPrint(64, 'a');
const std::string kRequired =
    "[tls]\ncertificaat = 'server.pem'\nsleutel = 'server.key'\nvertrouwd = 'ca.pem'\n"
    "intrekkingslijsten = '.'\n"
    "[opslag]\nmap = 'data'\nsleutels = '/var/lib/vish/sleutels'\n"
    "[[operator]]\nnaam = 'Beheerder'\nrol = 'beheer'\nvingerafdruk = '" +
    kPrint + "'\n";

std::vector<std::string> mistakes_in(const std::string& text) {
  const auto config = Settings().load(text);
  REQUIRE_FALSE(config.has_value());
  return config.error();
}

TEST_CASE("a configuration with only what is required has the defaults for the rest") {
  const auto config = Settings().load(kRequired);
  REQUIRE(config.has_value());
  CHECK(config->data.adres == "127.0.0.1");
  CHECK(config->data.poort == 8443);
  CHECK(config->beheer.poort == 8444);
  CHECK(config->observatie.poort == 9464);
  CHECK(config->limieten.werkers == 0);
  CHECK(config->limieten.aanlevering == std::chrono::seconds(900));
  CHECK(config->poortbestand.empty());
  CHECK(config->log.bestand.empty());
}

TEST_CASE("a relative path counts from the folder of the configuration file") {
  const Settings settings;
  const auto config = settings.load(kRequired);
  REQUIRE(config.has_value());
  CHECK(config->tls.certificaat == settings / "server.pem");
  CHECK(config->opslag.map == settings / "data");
  CHECK(config->opslag.sleutels == "/var/lib/vish/sleutels");
}

TEST_CASE("a fingerprint may be written with colons and capitals") {
  std::string print = "AA";
  for (int i = 1; i < 32; ++i) print += ":AA";
  auto text = kRequired;
  text.replace(text.find(kPrint), kPrint.size(), print);
  const auto config = Settings().load(text);
  REQUIRE(config.has_value());
  REQUIRE(config->operators.size() == 1);
  CHECK(config->operators[0].vingerafdruk == kPrint);
  CHECK(config->operators[0].rol == proto::Operatorrol::beheer);
}

TEST_CASE("every mistake is reported at once, in the order of the file") {
  const auto mistakes = mistakes_in(
      "kleur = 'rood'\n"
      "[data]\nadres = 'localhost'\npoort = 70000\n"
      "[limieten]\nwerkers = 'veel'\nwerker = 2\nverzoek_seconden = 0\n"
      "[log]\nniveau = 'luid'\nbestand = 'nergens/vishd.log'\n"
      "[[operator]]\nnaam = 'A'\nrol = 'baas'\nvingerafdruk = 'abc'\n"
      "[tls]\ncertificaat = 'weg.pem'\nvertrouwd = 7\n"
      "[verantwoording]\nverwerkingsregister = 'http://avg.voorbeeld.nl/14'\n");
  const std::vector<std::string> expected{
      "regel 1: kleur is geen bekende instelling",
      "regel 3: data.adres moet een IP-adres zijn",
      "regel 4: data.poort moet liggen tussen 0 en 65535",
      "regel 6: limieten.werkers moet een geheel getal zijn",
      "regel 7: limieten.werker is geen bekende instelling",
      "regel 8: limieten.verzoek_seconden moet liggen tussen 1 en 300",
      "regel 10: log.niveau moet debug, info, warning of error zijn",
      "regel 11: log.bestand",
      "regel 14: operator.rol moet beheer, privacy of auditor zijn",
      "regel 15: operator.vingerafdruk moet de SHA-256",
      "regel 17: tls.certificaat",
      "regel 18: tls.vertrouwd moet een pad zijn",
      "regel 20: verantwoording.verwerkingsregister moet een https-adres zijn",
      "tls.sleutel ontbreekt",
      "tls.intrekkingslijsten ontbreekt",
      "opslag.map ontbreekt",
      "opslag.sleutels ontbreekt",
  };
  REQUIRE(mistakes.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) CHECK_THAT(mistakes[i], Catch::Matchers::StartsWith(expected[i]));
}

TEST_CASE("a configuration without an operator is refused") {
  const auto text = kRequired.substr(0, kRequired.find("[[operator]]"));
  CHECK_THAT(mistakes_in(text).front(), Contains("minstens één [[operator]]"));
}

TEST_CASE("a configuration in which no operator has the role beheer is refused") {
  auto text = kRequired;
  text.replace(text.find("'beheer'"), std::string("'beheer'").size(), "'auditor'");
  CHECK_THAT(mistakes_in(text).front(), Contains("operator.rol moet bij minstens één [[operator]] beheer zijn"));
}

TEST_CASE("an operator without a name is told what a name must be") {
  auto text = kRequired;
  text.replace(text.find("'Beheerder'"), std::string("'Beheerder'").size(), "''");
  CHECK(mistakes_in(text).size() == 1);
  CHECK_THAT(mistakes_in(text).front(), Contains("operator.naam moet een naam zijn: een letter"));
}

TEST_CASE("two operators with one name or one certificate are refused") {
  const auto mistakes = mistakes_in(kRequired + kRequired.substr(kRequired.find("[[operator]]")));
  REQUIRE(mistakes.size() == 2);
  CHECK_THAT(mistakes[0], Contains("operator.naam komt twee keer voor"));
  CHECK_THAT(mistakes[1], Contains("operator.vingerafdruk komt twee keer voor"));
}

TEST_CASE("operators whose names look alike load, and are remarked with both names and the line") {
  const auto more =
      "[[operator]]\nnaam = 'beheerdeR'\nrol = 'auditor'\nvingerafdruk = '" + std::string(64, 'b') + "'\n";
  const auto config = Settings().load(kRequired + more);
  REQUIRE(config.has_value());
  CHECK(config->remarks ==
        std::vector<std::string>{"regel 13: operator.naam beheerdeR lijkt sterk op Beheerder: wie leest "
                                 "ziet één persoon"});
  CHECK(Settings().load(kRequired)->remarks.empty());
}

TEST_CASE("an operator that is no array of tables is refused") {
  const auto text = kRequired.substr(0, kRequired.find("[[operator]]"));
  CHECK_THAT(mistakes_in("operator = 'ik'\n" + text).front(), Contains("[[operator]]"));
  CHECK_THAT(mistakes_in("operator = []\n" + text).front(), Contains("[[operator]]"));
}

TEST_CASE("two listeners on one address and port are refused, but any free port may be asked for twice") {
  CHECK_THAT(mistakes_in("[data]\npoort = 9000\n[beheer]\npoort = 9000\n" + kRequired).front(),
             Contains("eigen adres en poort"));
  CHECK(Settings().load("[data]\npoort = 0\n[beheer]\npoort = 0\n" + kRequired).has_value());
}

TEST_CASE("folders that lie in one another are refused, since each is emptied or read as if it were alone there") {
  const auto mistakes = mistakes_in(kRequired +
                                    "[backup]\ndoel = 'data'\nontvangers = 'server.pem'\n"
                                    "[verantwoording]\nkopie = '/var/lib/vish'\n");
  REQUIRE(mistakes.size() == 3);
  CHECK(mistakes[0].starts_with("opslag.map moet een map zijn buiten backup.doel: "));
  CHECK(mistakes[1].starts_with("opslag.sleutels moet een map zijn buiten verantwoording.kopie: "));
  CHECK(mistakes[2].starts_with("backup.doel moet een map zijn buiten opslag.map: "));
}

TEST_CASE("a file that is no TOML is reported with its line") {
  CHECK_THAT(mistakes_in("[tls]\ncertificaat = \n").front(), Contains("regel 2: geen geldige TOML"));
}

TEST_CASE("a configuration file that does not exist is reported") {
  const auto config = load_config("/bestaat/niet.toml");
  REQUIRE_FALSE(config.has_value());
  CHECK(config.error() == std::vector<std::string>{"bestand /bestaat/niet.toml bestaat niet"});
}

TEST_CASE("a configuration that is written reads back the same") {
  const Settings settings;
  Config config;
  config.poortbestand = "poorten.json";
  config.tls = {"server.pem", "server.key", "ca.pem", "."};
  config.opslag.map = "map met 'aanhalingsteken'";
  config.opslag.sleutels = "sleutels";
  config.verantwoording.kopie = "kopie";
  config.data.poort = 0;
  config.limieten.handdruk = std::chrono::seconds(3);
  config.operators = {{"j.beheer", proto::Operatorrol::beheer, kPrint}};
  const auto read = settings.load(to_toml(config));
  REQUIRE(read.has_value());
  CHECK(read->poortbestand == settings / "poorten.json");
  CHECK(read->opslag.map == settings / "map met 'aanhalingsteken'");
  CHECK(read->verantwoording.kopie == settings / "kopie");
  CHECK(read->data.poort == 0);
  CHECK(read->limieten.handdruk == std::chrono::seconds(3));
  CHECK(read->limieten.werkers == config.limieten.werkers);
  CHECK(read->operators[0].naam == "j.beheer");
}

TEST_CASE("an operator of the file has a name as in the registry") {
  for (const auto* naam : {"vishd", "J. Jansen", "999990019"}) {
    const auto person = std::string("[[operator]]\nnaam = '") + naam + "'\nrol = 'beheer'\nvingerafdruk = '" +
                        std::string(64, 'b') + "'\n";
    const auto mistakes = mistakes_in(kRequired + person);
    REQUIRE(mistakes.size() == 1);
    CHECK_THAT(mistakes.front(), Contains("operator.naam moet met een letter beginnen"));
  }
}

TEST_CASE("what changed is told by name, and of operators who came, went or is another, never by value") {
  Config from;
  from.operators = {{"weg", proto::Operatorrol::auditor, "a"}, {"blijft", proto::Operatorrol::auditor, "b"}};
  auto to = from;
  CHECK(wijzigingen(from, to).empty());
  to.limieten.max_rijen = 5;
  to.tls.sleutel = "andere.key";
  to.operators = {{"blijft", proto::Operatorrol::beheer, "c"}, {"nieuw", proto::Operatorrol::beheer, "d"}};
  CHECK(wijzigingen(from, to) == std::vector<std::string>{"tls.sleutel", "limieten.max_rijen",
                                                          "operator blijft van auditor naar beheer",
                                                          "operator blijft met ander certificaat",
                                                          "operator nieuw erbij met rol beheer", "operator weg eraf"});
}

TEST_CASE("what only counts after a restart is told apart from what may change at once") {
  const Config from;
  Config to;
  to.limieten.max_rijen = 5;
  to.log.niveau = "debug";
  to.gebruik.vragen_ineens = 7;
  to.operators = {{"Jantje", proto::Operatorrol::beheer, kPrint}};
  CHECK(changed_for_restart(from, to).empty());
  to.opslag.cache_mb = 64;
  to.data.poort = 9;
  CHECK(changed_for_restart(from, to) == std::vector<std::string>{"data.poort", "opslag.cache_mb"});
}

}  // namespace
}  // namespace vish::server
