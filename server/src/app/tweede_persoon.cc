#include "app/tweede_persoon.h"

#include <utility>

namespace vish::server {
namespace {

using Json = nlohmann::json;

bool is_destroyed(const Json& sleutel) { return sleutel.contains("vernietigdOp"); }

std::string waits(std::string_view deed, const Json& by, std::string_view soort, const Json& naam) {
  return std::string(deed) + " is gevraagd door " + by.get<std::string>() +
         " en nog niet gebeurd: een tweede beheerder moet het bevestigen, met\n  " +
         tweede_opdracht(soort, naam.get<std::string>()) + "\n";
}

}  // namespace

std::vector<Wachtverzoek> wachtverzoeken(const storage::Stand& stand) {
  std::vector<Wachtverzoek> verzoeken;
  const auto add_party = [&](const char* soort, const std::string& naam, const auto& party) {
    if (!party.beeindiging_door || party.fase == proto::Aansluitfase::beeindigd) return;
    verzoeken.push_back({soort, naam, *party.beeindiging_door});
  };
  for (const auto& [code, aansluiting] : stand.aansluitingen) add_party("aansluiting", code, aansluiting->aansluiting);
  for (const auto& [oin, bevrager] : stand.bevragers) add_party("bevrager", oin, bevrager);
  for (const auto& sleutel : stand.sleutels) {
    if (!sleutel.vernietiging_door || sleutel.vernietigd_op) continue;
    verzoeken.push_back({"sleutel", to_text(sleutel), *sleutel.vernietiging_door});
  }
  return verzoeken;
}

std::string tweede_opdracht(std::string_view soort, std::string_view naam) {
  const std::string verb = soort == "sleutel" ? " destroy " : " end ";
  return "vishctl " + std::string(soort) + verb + std::string(naam) + " --reden REDEN";
}

std::string wachtmelding(const Json& resource) {
  std::string text;
  if (resource.contains("vervallenVerzoekDoor")) {
    text = "Het verzoek van " + resource.at("vervallenVerzoekDoor").get<std::string>() +
           " om te beëindigen is hiermee vervallen.\n";
  }
  if (resource.contains("vernietigingDoor") && !is_destroyed(resource)) {
    const auto& naam = resource.at("sleutel");
    text += waits(naam.get<std::string>() + " vernietigen", resource.at("vernietigingDoor"), "sleutel", naam);
  }
  if (resource.contains("beeindigingDoor") && resource.at("fase") != "beeindigd") {
    const bool is_source = resource.contains("aansluitcode");
    const auto& naam = resource.at(is_source ? "aansluitcode" : "oin");
    text += waits(naam.get<std::string>() + " beëindigen", resource.at("beeindigingDoor"),
                  is_source ? "aansluiting" : "bevrager", naam);
  }
  return text;
}

}  // namespace vish::server
