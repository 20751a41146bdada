#include "man_page.h"

#include <sstream>

#include "app/version.h"
#include "config/keys.h"

namespace vish::packaging {
namespace {

/// Text that troff shows as it is.
std::string plain(const std::string& text) {
  std::string result;
  bool at_start = true;
  for (const char letter : text) {
    if (at_start && (letter == '.' || letter == '\'')) result += "\\&";
    if (letter == '\\') {
      result += "\\e";
    } else if (letter == '-') {
      result += "\\-";
    } else {
      result += letter;
    }
    at_start = letter == '\n';
  }
  return result;
}

std::string title(const std::string& name, int section) {
  return ".TH " + name + " " + std::to_string(section) + " \"\" \"VISH index " + std::string(server::version()) +
         "\" \"Beheer van de VISH-index\"\n";
}

std::string full_name(const CLI::App& command) {
  const auto* parent = command.get_parent();
  return parent == nullptr ? command.get_name() : full_name(*parent) + " " + command.get_name();
}

void write_options(std::ostream& out, const CLI::App& command) {
  for (const auto* option : command.get_options()) {
    if (option == command.get_help_ptr()) continue;
    out << ".TP\n\\fB" << plain(option->get_name(option->get_positional(), true)) << "\\fR"
        << (option->get_required() ? " (verplicht)" : "") << "\n"
        << plain(option->get_description()) << "\n";
  }
}

std::string usage(const CLI::App& command) {
  std::string line = "\\fB" + plain(full_name(command)) + "\\fR";
  for (const auto* option : command.get_options([](const CLI::Option* each) { return each->get_positional(); })) {
    line += " \\fI" + plain(option->get_single_name()) + "\\fR";
  }
  return line + (command.get_options().size() > 1 ? " [\\fIopties\\fR]" : "");
}

void write_commands(std::ostream& out, const CLI::App& group) {
  for (const auto* command : group.get_subcommands([](const CLI::App*) { return true; })) {
    if (command->get_subcommands([](const CLI::App*) { return true; }).empty()) {
      out << ".SS " << usage(*command) << "\n" << plain(command->get_description()) << ".\n";
      write_options(out, *command);
    } else {
      write_commands(out, *command);
    }
  }
}

}  // namespace

std::string program_page(const CLI::App& app, int section, const std::string& see_also) {
  std::ostringstream out;
  out << title(app.get_name(), section) << ".SH NAAM\n"
      << app.get_name() << " \\- " << plain(app.get_description()) << "\n.SH OVERZICHT\n"
      << usage(app) << "\n.SH OPTIES\n";
  write_options(out, app);
  if (!app.get_subcommands([](const CLI::App*) { return true; }).empty()) {
    out << ".SH OPDRACHTEN\n";
    write_commands(out, app);
  }
  out << ".SH EXITSTATUS\n" << plain(app.get_footer().substr(1)) << "\n.SH \"ZIE OOK\"\n" << plain(see_also) << "\n";
  return out.str();
}

std::string settings_page() {
  std::ostringstream out;
  out << title("vishd.toml", 5) << ".SH NAAM\nvishd.toml \\- instellingen van vishd\n.SH BESCHRIJVING\n"
      << "TOML. Paden gelden vanaf de map van het bestand. "
      << plain(
             "`vishctl config check BESTAND` meldt elke fout. Na een wijziging: `vishctl config reload`, of een "
             "herstart "
             "waar dat staat.")
      << "\n";
  std::string_view section = "?";
  for (const auto& key : server::config_keys()) {
    if (key.section != section) {
      out << ".SH " << (key.section.empty() ? "\"BOVENAAN\"" : "\"[" + std::string(key.section) + "]\"") << "\n";
    }
    section = key.section;
    out << ".TP\n\\fB" << plain(std::string(key.name)) << "\\fR\n"
        << plain(std::string(key.uitleg)) << (key.herstart ? " (geldt na een herstart)" : "") << "\n";
  }
  out << ".SH \"[[operator]]\"\n.TP\n\\fBnaam\\fR\nkomt in het auditlog; geef een naam nooit aan een ander\n"
      << ".TP\n\\fBrol\\fR\nbeheer, privacy of auditor\n"
      << ".TP\n\\fBvingerafdruk\\fR\nSHA\\-256 van het certificaat, hexadecimaal\n.SH \"ZIE OOK\"\nvishd(8), "
         "vishctl(1)\n";
  return out.str();
}

}  // namespace vish::packaging
