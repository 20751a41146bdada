#include "man_page.h"

#include <sstream>

#include "server/config/setting_table.h"
#include "server/rules/version.h"

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

/// The range of a number; empty for what is none.
struct Range {
  std::string operator()(const server::Port&) const { return "0 tot en met 65535"; }
  std::string operator()(const server::Number& key) const { return between(key.min, key.max); }
  std::string operator()(const server::Seconds& key) const { return between(key.min, key.max); }
  template <class Other>
  std::string operator()(const Other&) const {
    return "";
  }

  static std::string between(std::int64_t min, std::int64_t max) {
    return std::to_string(min) + " tot en met " + std::to_string(max);
  }
};

/// Within which range a setting must be, and what it is when nobody sets it.
std::string allowed(const server::Key& key) {
  if (server::is_required(key)) return "Verplicht.";
  const auto range = std::visit(Range{}, key.value);
  const auto usual = server::toml_value(key, {});
  return (range.empty() ? "" : "Van " + range + ". ") +
         (usual == "''" ? "Standaard geen." : "Standaard " + usual + ".");
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

std::string profile_chapters() {
  return ".SH PROFIEL\n" +
         plain(
             "Een TOML-bestand zegt hoe de server wordt bereikt: genoemd met --profiel of in VISHCTL_PROFIEL. Paden "
             "gelden vanaf "
             "de map van dat bestand. Een optie gaat voor. In plaats van server kan poortbestand, het bestand waarin "
             "een vishd op "
             "deze machine zijn poorten schrijft.") +
         "\n.PP\n.nf\n" +
         plain(
             "server = 'https://127.0.0.1:8444'   # --server\n"
             "certificaat = 'beheerder.pem'       # --cert\n"
             "sleutel = 'beheerder.key'           # --key\n"
             "vertrouwd = 'ca.pem'                # --ca\n") +
         ".fi\n.SH OMGEVING\n.TP\n\\fBVISHCTL_PROFIEL\\fR\nhet profiel, als \\-\\-profiel niet is gegeven\n";
}

std::string program_page(const CLI::App& app, int section, const std::string& see_also, const std::string& chapters) {
  std::ostringstream out;
  out << title(app.get_name(), section) << ".SH NAAM\n"
      << app.get_name() << " \\- " << plain(app.get_description()) << "\n.SH OVERZICHT\n"
      << usage(app) << "\n.SH OPTIES\n";
  write_options(out, app);
  if (!app.get_subcommands([](const CLI::App*) { return true; }).empty()) {
    out << ".SH OPDRACHTEN\n";
    write_commands(out, app);
  }
  out << chapters << ".SH EXITSTATUS\n"
      << plain(app.get_footer().substr(1)) << "\n.SH \"ZIE OOK\"\n"
      << plain(see_also) << "\n";
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
        << plain(std::string(key.uitleg)) << (key.herstart ? " (geldt na een herstart)" : "") << "\n.br\n"
        << plain(allowed(key)) << "\n";
  }
  out << ".SH \"[[operator]]\"\n.TP\n\\fBnaam\\fR\nkomt in het auditlog; geef een naam nooit aan een ander\n"
      << ".TP\n\\fBrol\\fR\nbeheer, privacy of auditor\n"
      << ".TP\n\\fBvingerafdruk\\fR\nSHA\\-256 van het certificaat, hexadecimaal\n.SH \"ZIE OOK\"\nvishd(8), "
         "vishctl(1)\n";
  return out.str();
}

}  // namespace vish::packaging
