#include "vishctl/vishctl.h"

#include <CLI/CLI.hpp>
#include <exception>
#include <map>
#include <ostream>
#include <string>

#include "vishctl/commands.h"
#include "vishctl/failure.h"
#include "vishctl/session.h"

namespace vish::server {

namespace {

constexpr auto kFooter =
    "\nExitcodes: 0 gelukt; 1 geweigerd door de server; 2 onjuist gebruik;\n"
    "3 geen verbinding of geen vertrouwen; 4 een bestand of instelling op deze machine.";

void speak_dutch(CLI::App& app) {
  const std::map<std::string, std::string> labels{{"Usage", "Gebruik"},       {"OPTIONS", "OPTIES"},
                                                  {"SUBCOMMAND", "OPDRACHT"}, {"SUBCOMMANDS", "OPDRACHTEN"},
                                                  {"REQUIRED", "verplicht"},  {"Positionals", "Argumenten"},
                                                  {"TEXT", "TEKST"},          {"UINT", "GETAL"},
                                                  {"Env", "omgeving"}};
  for (const auto& [label, dutch] : labels) app.get_formatter()->label(label, dutch);
  app.option_defaults()->group("Opties");
  app.group("Opdrachten");
  app.set_help_flag("-h,--help", "Toon deze hulp")->group("Opties");
  app.footer(kFooter);
}

/// The help flag of a command does not take the group that its options have.
void group_help_flags(CLI::App& app) {
  for (auto* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    command->get_help_ptr()->group("Opties");
    group_help_flags(*command);
  }
}

void add_connection_options(CLI::App& app, Session& session) {
  app.add_option("--profiel", session.options.profile, "Bestand met de verbinding (vishctl.toml)")
      ->envname("VISHCTL_PROFIEL");
  app.add_option("--server", session.options.server, "Beheeradres, https://adres:poort");
  app.add_option("--cert", session.options.certificate, "Certificaat van de operator (PEM)");
  app.add_option("--key", session.options.key, "Sleutel van de operator (PEM)");
  app.add_option("--ca", session.options.trusted, "Stamcertificaten van de server (PEM)");
  app.add_flag("--json", session.as_json, "Toon het antwoord van de server als JSON");
}

std::string usage_text(const CLI::ParseError& error) {
  static const std::map<std::string, std::string> kinds{{"RequiredError", "er ontbreekt iets"},
                                                        {"ExtrasError", "dit wordt niet herkend"},
                                                        {"ArgumentMismatch", "een optie mist haar waarde"},
                                                        {"ValidationError", "een waarde is niet toegestaan"},
                                                        {"ConversionError", "een waarde is geen getal"},
                                                        {"OptionNotFound", "een optie bestaat niet"}};
  const auto kind = kinds.find(error.get_name());
  return "Onjuist gebruik: " + (kind == kinds.end() ? "" : kind->second + " ") + "(" + error.what() + "). Zie --help.";
}

int as_int(ExitCode code) { return static_cast<int>(code); }

int run(CLI::App& app, int argc, const char* const* argv, Session& session) {
  try {
    app.parse(argc, argv);
    return as_int(ExitCode::ok);
  } catch (const CLI::Success& help) {
    return app.exit(help, session.out, session.err);
  } catch (const CLI::ParseError& error) {
    session.err << usage_text(error) << "\n";
    return as_int(ExitCode::wrong_usage);
  } catch (const Failure& failure) {
    session.err << failure.what() << "\n";
    return as_int(failure.code());
  } catch (const Json::exception&) {
    session.err << "De server antwoordde anders dan verwacht: hoort deze vishctl bij deze vishd?\n";
    return as_int(ExitCode::no_connection);
  } catch (const std::exception& error) {
    session.err << error.what() << "\n";
    return as_int(ExitCode::local);
  }
}

}  // namespace

int run_vishctl(int argc, const char* const* argv, std::ostream& out, std::ostream& err) {
  Session session{.options = {}, .out = out, .err = err};
  CLI::App app("Beheer van de VISH-index", "vishctl");
  speak_dutch(app);
  app.require_subcommand(1);
  app.fallthrough();
  add_connection_options(app, session);
  add_organisatie_commands(app, session);
  add_aansluiting_commands(app, session);
  add_bevrager_commands(app, session);
  add_aanlevering_commands(app, session);
  add_convenant_commands(app, session);
  add_audit_commands(app, session);
  add_sleutel_commands(app, session);
  add_status_command(app, session);
  add_offline_commands(app, session);
  group_help_flags(app);
  return run(app, argc, argv, session);
}

}  // namespace vish::server
