#include "completion.h"

#include <sstream>

namespace vish::packaging {
namespace {

std::string commands_of(const CLI::App& command) {
  std::string words;
  for (const auto* below : command.get_subcommands([](const CLI::App*) { return true; })) {
    words += (words.empty() ? "" : " ") + below->get_name();
  }
  return words;
}

std::string options_of(const CLI::App& command) {
  std::string words;
  for (const auto* option : command.get_options()) {
    for (const auto& name : option->get_lnames()) words += (words.empty() ? "--" : " --") + name;
  }
  return words;
}

/// Those after which a value is due, also of the commands that it is part of; between spaces.
std::string valued_of(const CLI::App& command) {
  std::string words = command.get_parent() == nullptr ? " " : valued_of(*command.get_parent());
  for (const auto* option : command.get_options([](const CLI::Option* each) { return each->get_expected_max() > 0; })) {
    for (const auto& name : option->get_lnames()) words += "--" + name + " ";
  }
  return words;
}

void write_cases(std::ostream& out, const CLI::App& command, const std::string& path) {
  out << "    '" << path << "')\n      commands='" << commands_of(command) << "'\n      options='"
      << options_of(command) << "'\n      valued='" << valued_of(command) << "' ;;\n";
  for (const auto* below : command.get_subcommands([](const CLI::App*) { return true; })) {
    write_cases(out, *below, path + " " + below->get_name());
  }
}

/// "|program|program group|program group command|…", to look a path up in.
std::string every_path(const CLI::App& command, const std::string& path) {
  std::string paths = path + "|";
  for (const auto* below : command.get_subcommands([](const CLI::App*) { return true; })) {
    paths += every_path(*below, path + " " + below->get_name());
  }
  return paths;
}

}  // namespace

std::string bash_completion(const CLI::App& app) {
  const auto& name = app.get_name();
  std::ostringstream out;
  out << "# bash completion for " << name << "\n_" << name << "() {\n"
      << "  local current=${COMP_WORDS[COMP_CWORD]} path=" << name << " commands options valued word paths='|"
      << every_path(app, name) << "'\n"
      << "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
      << "    [[ $paths == *\"|$path $word|\"* ]] && path+=\" $word\"\n  done\n  case $path in\n";
  write_cases(out, app, name);
  out << "  esac\n"
      << "  COMPREPLY=()\n"
      << "  [[ $valued != *\" ${COMP_WORDS[COMP_CWORD-1]} \"* ]] || return 0\n"
      << "  [[ $current != -* ]] || commands=$options\n"
      << "  mapfile -t COMPREPLY < <(compgen -W \"$commands\" -- \"$current\")\n}\n"
      << "complete -o default -F _" << name << " " << name << "\n";
  return out.str();
}

}  // namespace vish::packaging
