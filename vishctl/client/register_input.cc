#include "vishctl/client/register_input.h"

#include <toml++/toml.h>

#include <filesystem>
#include <iostream>
#include <iterator>
#include <sstream>

#include "base/calendar/nederlands.h"
#include "base/core/textfile.h"
#include "base/toml/tomlfile.h"
#include "proto/json/strict_json.h"
#include "proto/registry/registerbestand.h"
#include "vishctl/client/failure.h"

namespace vish::vishctl {

namespace {

Json as_json(const toml::table& document) {
  std::ostringstream text;
  text << toml::json_formatter(document);
  return Json::parse(text.str());
}

void fill(toml::array& array, const Json& list);

void fill(toml::table& table, const Json& object) {
  for (const auto& [name, value] : object.items()) {
    if (value.is_object()) {
      fill(*table.insert(name, toml::table()).first->second.as_table(), value);
    } else if (value.is_array()) {
      fill(*table.insert(name, toml::array()).first->second.as_array(), value);
    } else if (value.is_boolean()) {
      table.insert(name, value.get<bool>());
    } else if (value.is_number()) {
      table.insert(name, value.get<std::int64_t>());
    } else {
      table.insert(name, value.get<std::string>());
    }
  }
}

/// Fills an array from a list: a list in a registry holds parties or texts.
void fill(toml::array& array, const Json& list) {
  for (const auto& element : list) {
    if (!element.is_object()) {
      array.push_back(element.get<std::string>());
      continue;
    }
    array.push_back(toml::table());
    fill(*array.back().as_table(), element);
  }
}

void write_change(std::ostream& out, const Json& wijziging) {
  const auto text = [](const Json& value) { return printable(value.get<std::string>()); };
  const bool nieuw = wijziging.at("nieuw").get<bool>();
  out << (nieuw ? "+ " : "~ ") << text(wijziging.at("soort")) << " " << text(wijziging.at("partij"))
      << (nieuw ? " (nieuw)" : "") << "\n";
  for (const auto& veld : wijziging.at("velden")) {
    out << "    " << text(veld.at("veld")) << ": " << (veld.contains("was") ? text(veld.at("was")) : "(niets)") << " → "
        << (veld.contains("wordt") ? text(veld.at("wordt")) : "(niets)") << "\n";
  }
  if (wijziging.contains("opmerking")) out << "    " << text(wijziging.at("opmerking")) << "\n";
}

/// Reads JSON as strictly as the server does: nothing deeper, and no property twice.
Json parse_json(const std::string& text, const std::string& file) {
  Json json;
  try {
    json = Json::parse(text);
  } catch (const Json::parse_error& error) {
    throw Failure(ExitCode::local, file + ": geen geldige JSON, vanaf teken " + std::to_string(error.byte));
  }
  std::string mistakes;
  for (const auto& found : proto::StrictDocument(text, proto::kMaxRegisterBytes).close()) {
    mistakes +=
        (mistakes.empty() ? "" : "\n") + file + ": " + found.name + (found.name.empty() ? "" : ": ") + found.reason;
  }
  if (!mistakes.empty()) throw Failure(ExitCode::local, mistakes);
  return json;
}

}  // namespace

Json read_registerbestand(const std::string& file) {
  if (std::filesystem::path(file).extension() == ".toml") {
    const auto read = read_toml(file);
    if (!read) throw Failure(ExitCode::local, file + ": " + read.error());
    return as_json(*read);
  }
  return parse_json(file == "-" ? std::string(std::istreambuf_iterator<char>(std::cin), {}) : read_text(file), file);
}

std::string registerbestand_toml(const Json& bestand) {
  toml::table document;
  fill(document, bestand);
  std::ostringstream out;
  out << "# Het register van VISH. Teruglezen: vishctl register import BESTAND.toml --dry-run\n\n" << document << "\n";
  return out.str();
}

std::string registerverschil_text(const Json& verschil) {
  std::ostringstream out;
  for (const auto& wijziging : verschil.at("wijzigingen")) write_change(out, wijziging);
  out << "Ongewijzigd: " << getal(verschil.at("ongewijzigd").get<std::uint64_t>()) << "\n";
  for (const auto& partij : verschil.at("nietInBestand")) {
    out << "Niet in het bestand, blijft zoals het is: " << printable(partij.at("soort").get<std::string>()) << " "
        << printable(partij.at("partij").get<std::string>()) << "\n";
  }
  return out.str();
}

}  // namespace vish::vishctl
