#include <unistd.h>

#include <algorithm>
#include <memory>
#include <ostream>
#include <string>

#include "proto/notices/tweede_persoon.h"
#include "vishctl/client/arguments.h"
#include "vishctl/client/commands.h"
#include "vishctl/client/failure.h"
#include "vishctl/client/register_input.h"

namespace vish::vishctl {

namespace {

constexpr auto kImporten = "/v1/registerimporten";

const CLI::Validator kFormaat(
    [](const std::string& text) {
      return text == "toml" || text == "json" ? std::string() : std::string("kies toml of json");
    },
    "");

struct Importwens {
  std::string bestand;
  std::string reden;
  bool proef = false;
  bool ja = false;
};

bool changes_anything(const Json& verschil) {
  return std::ranges::any_of(verschil.at("wijzigingen"), [](const Json& wijziging) {
    return wijziging.at("nieuw").get<bool>() || !wijziging.at("velden").empty();
  });
}

void check_usage(const Importwens& wens) {
  if (wens.proef) return;
  if (wens.reden.empty()) throw Failure(ExitCode::wrong_usage, "--reden ontbreekt; met --dry-run is zij niet nodig");
  if (!wens.ja && isatty(STDIN_FILENO) == 0) {
    throw Failure(ExitCode::wrong_usage, "zonder terminal om te bevestigen is --ja nodig, of --dry-run");
  }
}

void run_import(const Session& session, const Importwens& wens) {
  check_usage(wens);
  const auto bestand = read_registerbestand(wens.bestand);
  const auto verschil =
      session.wait_for({"Register vergelijken"}, Method::post, kImporten, {{"proef", true}, {"register", bestand}});
  const auto show = [&session](const Json& answer) {
    session.out << (session.as_json ? answer.dump(2) + "\n" : registerverschil_text(answer));
  };
  if (wens.proef || !changes_anything(verschil)) return show(verschil);
  if (!session.as_json) show(verschil);
  if (!wens.ja) session.confirm("Doorvoeren?");
  const auto done =
      session.wait_for({"Register doorvoeren"}, Method::post, kImporten,
                       {{"register", bestand}, {"reden", wens.reden}, {"registerstand", verschil.at("registerstand")}});
  if (session.as_json) return show(done);
  session.out << (done.contains("verzoek") ? proto::wachtmelding(done) : "Doorgevoerd.\n");
}

void add_export(CLI::App& group, const Session& session) {
  auto* command = group.add_subcommand("export", "Schrijf het register naar de standaarduitvoer");
  const auto formaat = std::make_shared<std::string>("toml");
  command->add_option("--formaat", *formaat, "toml (standaard) of json")->check(kFormaat);
  command->callback([&session, formaat] {
    const auto bestand = session.request(Method::get, "/v1/register");
    const bool as_json = session.as_json || *formaat == "json";
    session.out << (as_json ? bestand.dump(2) + "\n" : registerbestand_toml(bestand));
  });
}

}  // namespace

void add_registerbestand_commands(CLI::App& app, const Session& session) {
  auto& group = add_group(app, "register", "Het hele register als bestand");
  add_export(group, session);
  auto* command = group.add_subcommand("import", "Maak het register zoals een bestand zegt: alles of niets");
  const auto wens = std::make_shared<Importwens>();
  command->add_option("bestand", wens->bestand, "TOML (.toml) of JSON; - is JSON van de standaardinvoer")->required();
  command->add_option("--reden", wens->reden, "Waarom; komt in het auditlog");
  command->add_flag("--dry-run", wens->proef, "Toon alleen het verschil");
  command->add_flag("--ja", wens->ja, "Vraag niet om bevestiging");
  command->callback([&session, wens] { run_import(session, *wens); });
}

}  // namespace vish::vishctl
