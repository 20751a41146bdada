#include "base/cli/dutch.h"

#include <array>
#include <map>
#include <regex>
#include <string_view>
#include <utility>

namespace vish {

namespace {

constexpr std::string_view kNoCommand = "A subcommand is required";

/// A pattern for a whole message of CLI11, and the Dutch text that replaces it.
using Phrase = std::pair<std::regex, const char*>;

const std::array<Phrase, 7>& phrases() {
  static const std::array<Phrase, 7> all{{
      {std::regex("(\\S+) is required"), "$1 ontbreekt"},
      {std::regex("The following arguments? (?:was|were) not expected: (.*)"), "dit wordt niet herkend: $1"},
      {std::regex("Could not convert: (\\S+) = (.*)"), "$1: '$2' is geen geldig getal"},
      {std::regex("(\\S+): \\d+ required \\S+ missing"), "$1 mist haar waarde"},
      {std::regex("(\\S+): At Most 1 required but received \\d+"), "$1 mag maar één keer"},
      {std::regex("(\\S+) excludes (\\S+)"), "$1 en $2 gaan niet samen"},
      {std::regex("(\\S+): Value (\\S+) not in range (\\S+) to (\\S+)"), "$1: $2 ligt niet tussen $3 en $4"},
  }};
  return all;
}

std::string in_dutch(const std::string& text) {
  for (const auto& [pattern, dutch] : phrases()) {
    if (std::regex_match(text, pattern)) return std::regex_replace(text, pattern, dutch);
  }
  return text;
}

std::string without_numbers(const std::string& text) {
  static const std::regex like_bsn("\\b\\d{8,9}\\b");
  return std::regex_replace(text, like_bsn, "…");
}

/// Returns the innermost command on the command line.
const CLI::App& reached(const CLI::App& app) {
  const auto named = app.get_subcommands();
  return named.empty() ? app : reached(*named.front());
}

/// Returns the names from the program down to the command: "vishctl audit list".
std::string full_name(const CLI::App& command) {
  const auto* parent = command.get_parent();
  return parent == nullptr ? command.get_name() : full_name(*parent) + " " + command.get_name();
}

/// Says that the named command does not exist, or lists the commands when none was named.
std::string no_command(const CLI::App& app, const CLI::App& command) {
  const auto unknown = app.remaining(true);
  if (!unknown.empty()) return "opdracht " + unknown.front() + " bestaat niet";
  std::string names;
  for (const auto* known : command.get_subcommands([](const CLI::App*) { return true; })) {
    names += (names.empty() ? "" : ", ") + known->get_name();
  }
  return "noem een opdracht: " + names;
}

}  // namespace

void speak_dutch(CLI::App& app) {
  const std::map<std::string, std::string> labels{{"Usage", "Gebruik"},       {"OPTIONS", "OPTIES"},
                                                  {"SUBCOMMAND", "OPDRACHT"}, {"SUBCOMMANDS", "OPDRACHTEN"},
                                                  {"REQUIRED", "verplicht"},  {"Positionals", "Argumenten"},
                                                  {"TEXT", "TEKST"},          {"UINT", "GETAL"},
                                                  {"Env", "omgeving"},        {"Needs", "alleen met"},
                                                  {"Excludes", "niet met"}};
  for (const auto& [label, dutch] : labels) app.get_formatter()->label(label, dutch);
  app.option_defaults()->group("Opties");
  app.group("Opdrachten");
  app.set_help_flag("-h,--help", "Toon deze hulp")->group("Opties");
}

void group_help_flags(CLI::App& app) {
  for (auto* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    command->get_help_ptr()->group("Opties");
    group_help_flags(*command);
  }
}

std::string usage_text(const CLI::App& app, const CLI::ParseError& error) {
  const auto& command = reached(app);
  const std::string text = error.what();
  const auto mistake = text == kNoCommand ? no_command(app, command) : in_dutch(text);
  return "Onjuist gebruik: " + without_numbers(mistake) + ". Zie " + full_name(command) + " --help.";
}

}  // namespace vish
