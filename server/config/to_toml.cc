#include <toml++/toml.h>

#include <sstream>
#include <string>
#include <string_view>

#include "server/config/config.h"
#include "server/config/setting_table.h"

namespace vish::server {

namespace {

std::string toml_text(const std::string& text) {
  std::ostringstream out;
  out << toml::value<std::string>(text);
  return out.str();
}

/// Writes the value of a key as TOML.
struct ValueWriter {
  Config& config;

  std::string operator()(const Address& key) const { return toml_text(key.of(config)); }
  std::string operator()(const Webaddress& key) const { return toml_text(key.of(config)); }
  std::string operator()(const Loglevel& key) const { return toml_text(key.of(config)); }
  std::string operator()(const Port& key) const { return std::to_string(key.of(config)); }
  std::string operator()(const Number& key) const { return std::to_string(key.of(config)); }
  std::string operator()(const Flag& key) const { return key.of(config) ? "true" : "false"; }
  std::string operator()(const Seconds& key) const { return std::to_string(key.of(config).count()); }
  std::string operator()(const InputFile& key) const { return toml_text(key.of(config).string()); }
  std::string operator()(const OptionalFile& key) const { return toml_text(key.of(config).string()); }
  std::string operator()(const InputPath& key) const { return toml_text(key.of(config).string()); }
  std::string operator()(const Folder& key) const { return toml_text(key.of(config).string()); }
  std::string operator()(const OutputFolder& key) const { return toml_text(key.of(config).string()); }
  std::string operator()(const OutputFile& key) const { return toml_text(key.of(config).string()); }
};

constexpr std::string_view kOperatorUitleg =
    "\n# Beheerders zijn personen; minstens een met de rol beheer. De rollen privacy en auditor lezen alleen.\n"
    "# De vingerafdruk is die van hun certificaat: openssl x509 -noout -fingerprint -sha256 -in certificaat.pem\n";

void write_operators(std::ostream& out, const Config& config) {
  out << kOperatorUitleg;
  if (config.operators.empty()) out << "# [[operator]]\n# naam = 'j.jansen'\n# rol = 'beheer'\n# vingerafdruk = '…'\n";
  for (const Operator& person : config.operators) {
    out << "\n[[operator]]\nnaam = " << toml_text(person.naam)
        << "\nrol = " << toml_text(std::string(proto::to_text(person.rol)))
        << "\nvingerafdruk = " << toml_text(person.vingerafdruk) << "\n";
  }
}

}  // namespace

std::string toml_value(const Key& key, const Config& config) {
  Config values = config;
  return std::visit(ValueWriter{values}, key.value);
}

std::string to_toml(const Config& config) {
  const Config defaults;
  std::ostringstream out;
  out << "# Instellingen van vishd. Paden gelden vanaf de map van dit bestand.\n"
         "# Wat met # begint is de standaardwaarde.\n\n";
  std::string_view section;
  for (const Key& key : config_keys()) {
    if (key.section != section) out << "\n[" << key.section << "]\n";
    section = key.section;
    const auto value = toml_value(key, config);
    const bool is_default = value == toml_value(key, defaults);
    out << "# " << key.uitleg << (key.herstart ? " (geldt na een herstart)" : "") << "\n"
        << (is_default ? "# " : "") << key.name << " = " << value << "\n";
  }
  write_operators(out, config);
  return out.str();
}

}  // namespace vish::server
