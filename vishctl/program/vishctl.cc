#include "vishctl/program/vishctl.h"

#include <CLI/CLI.hpp>
#include <exception>
#include <ostream>
#include <sstream>
#include <string>
#include <string_view>

#include "base/cli/dutch.h"
#include "server/rules/version.h"
#include "vishctl/client/command_session.h"
#include "vishctl/client/commands.h"
#include "vishctl/client/failure.h"

namespace vish::vishctl {

namespace {

constexpr auto kFooter =
    "\nExitcodes: 0 gelukt; 1 geweigerd door de server; 2 onjuist gebruik;\n"
    "3 geen verbinding of geen vertrouwen; 4 een bestand of instelling op deze machine.";

void add_connection_options(CLI::App& app, Session& session) {
  app.add_option("--profiel", session.options.profile, "Bestand met de verbinding (vishctl.toml)")
      ->envname("VISHCTL_PROFIEL");
  app.add_option("--server", session.options.server, "Beheeradres, https://adres:poort");
  app.add_option("--cert", session.options.certificate, "Certificaat van de operator (PEM)");
  app.add_option("--key", session.options.key, "Sleutel van de operator (PEM)");
  app.add_option("--ca", session.options.trusted, "Stamcertificaten van de server (PEM)");
  app.add_flag("--json", session.as_json, "Toon het antwoord van de server als JSON");
}

std::string_view kind(ExitCode code) {
  switch (code) {
    case ExitCode::ok:
      return "";
    case ExitCode::refused:
      return "Geweigerd: ";
    case ExitCode::wrong_usage:
      return "Onjuist gebruik: ";
    case ExitCode::no_connection:
      return "Geen verbinding: ";
    case ExitCode::local:
      return "Niet gelukt: ";
  }
  return "";
}

/// Writes each line of the text behind the kind of mistake.
void tell(std::ostream& err, ExitCode code, const std::string& text) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) err << kind(code) << line << "\n";
}

int as_int(ExitCode code) { return static_cast<int>(code); }

int run(CLI::App& app, int argc, const char* const* argv, Session& session) {
  try {
    app.parse(argc, argv);
    return as_int(ExitCode::ok);
  } catch (const CLI::Success& help) {
    return app.exit(help, session.out, session.err);
  } catch (const CLI::ParseError& error) {
    session.err << usage_text(app, error) << "\n";
    return as_int(ExitCode::wrong_usage);
  } catch (const Failure& failure) {
    tell(session.err, failure.code(), failure.what());
    return as_int(failure.code());
  } catch (const Json::exception&) {
    tell(session.err, ExitCode::no_connection,
         "de server antwoordde anders dan verwacht: hoort deze vishctl bij deze vishd?");
    return as_int(ExitCode::no_connection);
  } catch (const std::exception& error) {
    tell(session.err, ExitCode::local, error.what());
    return as_int(ExitCode::local);
  }
}

}  // namespace

void add_vishctl(CLI::App& app, Session& session) {
  app.name("vishctl");
  app.description("Beheer van de VISH-index");
  speak_dutch(app);
  app.footer(kFooter);
  app.set_version_flag("--version", std::string(server::version()), "Toon de versie")->group("Opties");
  app.require_subcommand(1);
  app.fallthrough();
  add_connection_options(app, session);
  add_organisatie_commands(app, session);
  add_leverancier_commands(app, session);
  add_aansluiting_commands(app, session);
  add_bevrager_commands(app, session);
  add_aanlevering_commands(app, session);
  add_convenant_commands(app, session);
  add_operator_commands(app, session);
  add_registerbestand_commands(app, session);
  add_audit_commands(app, session);
  add_verzoek_commands(app, session);
  add_inzage_command(app, session);
  add_sleutel_commands(app, session);
  add_backup_commands(app, session);
  add_config_commands(app, session);
  add_status_commands(app, session);
  add_offline_commands(app, session);
  group_help_flags(app);
}

int run_vishctl(int argc, const char* const* argv, std::ostream& out, std::ostream& err) {
  Session session{.options = {}, .out = out, .err = err};
  CLI::App app;
  add_vishctl(app, session);
  const int code = run(app, argc, argv, session);
  if (out.flush() || code != as_int(ExitCode::ok)) return code;
  tell(err, ExitCode::local, kUnwritable);
  return as_int(ExitCode::local);
}

}  // namespace vish::vishctl
