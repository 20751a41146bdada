#include "server/rules/registerverschil.h"

#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "proto/json/json_writer.h"

namespace vish::server {
namespace {

using nlohmann::ordered_json;

/// A kind of party: the name of its list, of one party, and of its identifying property.
struct Partijsoort {
  const char* lijst;
  const char* naam;
  const char* sleutel;
};
constexpr std::array<Partijsoort, 5> kPartijsoorten{{{"organisaties", "organisatie", "oin"},
                                                     {"aansluitingen", "aansluiting", "aansluitcode"},
                                                     {"bevragers", "bevrager", "oin"},
                                                     {"convenantpartners", "convenantpartner", "convenantpartnerId"},
                                                     {"operators", "operator", "naam"}}};

using Velden = std::map<std::string, std::string>;

std::string text_of(const ordered_json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_array()) return proto::dump(value);
  std::string text;
  for (const auto& element : value) text += (text.empty() ? "" : ", ") + text_of(element);
  return text;
}

/// Gathers every setting by its path, for instance contact.telefoon.
void gather(const ordered_json& object, const std::string& before, Velden& velden) {
  for (const auto& [name, value] : object.items()) {
    if (value.is_object()) {
      gather(value, before + name + ".", velden);
    } else if (name != "fase") {
      velden[before + name] = text_of(value);
    }
  }
}

Velden velden_of(const ordered_json& party) {
  Velden velden;
  gather(party, "", velden);
  return velden;
}

ordered_json changed_fields(const ordered_json& was, const ordered_json& wordt) {
  const auto before = velden_of(was);
  const auto after = velden_of(wordt);
  std::set<std::string> names;
  for (const auto& [name, value] : before) names.insert(name);
  for (const auto& [name, value] : after) names.insert(name);
  auto list = ordered_json::array();
  for (const auto& name : names) {
    const auto old = before.find(name);
    const auto fresh = after.find(name);
    if (old != before.end() && fresh != after.end() && old->second == fresh->second) continue;
    ordered_json veld{{"veld", name}};
    if (old != before.end()) veld["was"] = old->second;
    if (fresh != after.end()) veld["wordt"] = fresh->second;
    list.push_back(std::move(veld));
  }
  return list;
}

std::string opmerking(const ordered_json* was, const ordered_json& wordt) {
  const auto in_file = wordt.value("fase", "aangemeld");
  const auto blijft = was == nullptr ? std::string("aangemeld") : was->value("fase", "aangemeld");
  if (in_file == blijft) return "";
  return was == nullptr ? "Begint in fase aangemeld, niet in " + in_file + "."
                        : "Blijft in fase " + blijft + "; een bestand wisselt geen fase.";
}

std::string name_of(const Partijsoort& soort, const ordered_json& party) {
  const std::string key = party.value(soort.sleutel, "");
  return key.empty() ? party.value("naam", "") : key;
}

std::map<std::string, const ordered_json*> by_key(const Partijsoort& soort, const ordered_json& bestand) {
  std::map<std::string, const ordered_json*> parties;
  for (const auto& party : bestand.at(soort.lijst)) parties[party.value(soort.sleutel, "")] = &party;
  return parties;
}

/// Adds one party of the file to the difference. `was` is null for a new party.
void compare(const Partijsoort& soort, const ordered_json* was, const ordered_json& wordt, ordered_json& verschil) {
  auto velden = was == nullptr ? ordered_json::array() : changed_fields(*was, wordt);
  const auto remark = opmerking(was, wordt);
  const bool same = was != nullptr && velden.empty();
  if (same) verschil["ongewijzigd"] = verschil["ongewijzigd"].get<unsigned>() + 1;
  if (same && remark.empty()) return;
  ordered_json wijziging{{"soort", soort.naam},
                         {"partij", name_of(soort, wordt)},
                         {"nieuw", was == nullptr},
                         {"velden", std::move(velden)}};
  if (!remark.empty()) wijziging["opmerking"] = remark;
  verschil["wijzigingen"].push_back(std::move(wijziging));
}

}  // namespace

ordered_json registerverschil(const ordered_json& nu, const ordered_json& bestand) {
  ordered_json verschil{
      {"wijzigingen", ordered_json::array()}, {"ongewijzigd", 0U}, {"nietInBestand", ordered_json::array()}};
  for (const auto& soort : kPartijsoorten) {
    auto present = by_key(soort, nu);
    for (const auto& party : bestand.at(soort.lijst)) {
      const auto was = present.find(party.value(soort.sleutel, ""));
      compare(soort, was == present.end() ? nullptr : was->second, party, verschil);
      if (was != present.end()) present.erase(was);
    }
    for (const auto& [key, party] : present) {
      verschil["nietInBestand"].push_back({{"soort", soort.naam}, {"partij", key}});
    }
  }
  return verschil;
}

}  // namespace vish::server
