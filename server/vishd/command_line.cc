#include "server/vishd/command_line.h"

#include "base/cli/dutch.h"
#include "server/rules/version.h"

namespace vish::server {

namespace {

constexpr auto kExitcodes =
    "\nExitcodes: 0 gestopt na SIGTERM of SIGINT; 1 niet te starten of door een storing gestopt;\n"
    "2 onjuist gebruik; 4 een fout in de instellingen. SIGHUP laat de instellingen opnieuw lezen.";

}  // namespace

void add_vishd(CLI::App& app, Opdracht& opdracht) {
  app.name("vishd");
  app.description("De server van de VISH-index");
  speak_dutch(app);
  app.footer(kExitcodes);
  app.fallthrough();
  app.add_option("--config", opdracht.config, "Configuratiebestand (TOML)")->required();
  app.set_version_flag("--version", std::string(version()), "Toon de versie")->group("Opties");
  auto* restore = app.add_subcommand("restore", "Zet een back-up terug in een lege map, zonder te starten");
  restore->add_option("--backup", opdracht.backup, "Nummer van de back-up")
      ->required()
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 62U).description(""));
  restore->add_option("--sleutel", opdracht.sleutel, "Privésleutel van een ontvanger (PEM)")->required();
  restore->add_option("--van", opdracht.van, "Map met de back-ups; zonder: backup.doel");
  restore->footer("\nOok nodig is --config, het configuratiebestand: zie vishd --help.");
  restore->callback([&opdracht] { opdracht.restore = true; });
  group_help_flags(app);
}

}  // namespace vish::server
