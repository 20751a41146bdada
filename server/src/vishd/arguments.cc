#include "vishd/arguments.h"

#include "app/version.h"
#include "cli/dutch.h"

namespace vish::server {

namespace {

constexpr auto kExitcodes =
    "\nExitcodes: 0 gestopt na SIGTERM of SIGINT; 1 niet te starten of door een storing gestopt;\n"
    "2 onjuist gebruik; 4 een fout in de instellingen. SIGHUP laat de instellingen opnieuw lezen.";

}  // namespace

void add_vishd(CLI::App& app, std::string& file) {
  app.name("vishd");
  app.description("De server van de VISH-index");
  speak_dutch(app);
  app.footer(kExitcodes);
  app.add_option("--config", file, "Configuratiebestand (TOML)")->required();
  app.set_version_flag("--version", std::string(version()), "Toon de versie")->group("Opties");
}

}  // namespace vish::server
