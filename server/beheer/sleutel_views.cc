#include "server/beheer/sleutel_views.h"

#include <nlohmann/json.hpp>

namespace vish::server {
namespace {

using nlohmann::ordered_json;
using storage::Sleutelsoort;

std::string_view status_of(const storage::Sleuteloverzicht& overzicht) {
  if (overzicht.huidig) return "huidig";
  return overzicht.sleutel.vernietigd_op ? "vernietigd" : "oud";
}

}  // namespace

ordered_json sleutel_view(const storage::Sleuteloverzicht& overzicht) {
  const auto& sleutel = overzicht.sleutel;
  ordered_json json{{"sleutel", to_text(sleutel)},
                    {"soort", to_text(sleutel.soort)},
                    {"nummer", sleutel.nummer},
                    {"status", status_of(overzicht)},
                    {"sinds", rfc3339(sleutel.sinds)},
                    {"inGebruik", overzicht.in_use()},
                    {"aansluitingen", overzicht.aansluitingen}};
  if (sleutel.soort == Sleutelsoort::index) {
    json["registraties"] = overzicht.registraties;
    json["vastgehouden"] = overzicht.vastgehouden;
    json["herstelpunten"] = overzicht.herstelpunten;
  }
  if (sleutel.soort == Sleutelsoort::zegel) json["herverzegelen"] = overzicht.herverzegelen;
  if (sleutel.soort == Sleutelsoort::audit) json["auditregels"] = overzicht.auditregels;
  if (overzicht.vernietiging_door) json["vernietigingDoor"] = *overzicht.vernietiging_door;
  if (sleutel.vernietigd_op) json["vernietigdOp"] = rfc3339(*sleutel.vernietigd_op);
  return json;
}

}  // namespace vish::server
