#include "proto/json/rapport.h"

#include <array>
#include <utility>

#include "proto/json/json_writer.h"
#include "proto/json/strict_json.h"

namespace vish::proto {
namespace {

using nlohmann::ordered_json;

constexpr auto kMaxCount = std::numeric_limits<std::uint64_t>::max();

struct Aantalveld {
  std::string_view naam;
  std::uint64_t Aantallen::*waarde;
};
constexpr std::array kAantallen{
    Aantalveld{"rijen", &Aantallen::rijen},
    Aantalveld{"nieuw", &Aantallen::nieuw},
    Aantalveld{"gewijzigd", &Aantallen::gewijzigd},
    Aantalveld{"beeindigd", &Aantallen::beeindigd},
    Aantalveld{"ongewijzigd", &Aantallen::ongewijzigd},
    Aantalveld{"overgeslagen", &Aantallen::overgeslagen},
    Aantalveld{"foutief", &Aantallen::foutief},
    Aantalveld{"nietBeeindigd", &Aantallen::niet_beeindigd},
};

ordered_json as_json(const Bevinding& bevinding) {
  ordered_json json{{"regel", bevinding.regel}};
  if (!bevinding.kolom.empty()) json["kolom"] = bevinding.kolom;
  json["ernst"] = to_text(bevinding.ernst);
  json["code"] = bevinding.code.text();
  json["melding"] = bevinding.melding;
  return json;
}

ordered_json as_json(const std::vector<Bevinding>& bevindingen) {
  auto json = ordered_json::array();
  for (const auto& bevinding : bevindingen) json.push_back(as_json(bevinding));
  return json;
}

ordered_json as_json(const Bevindingtelling& telling) {
  auto json = ordered_json::object();
  for (const auto& [code, aantal] : telling) json[std::string(code.text())] = aantal;
  return json;
}

Aantallen read_aantallen(StrictObject& object) {
  Aantallen result;
  for (const auto& veld : kAantallen) result.*veld.waarde = object.required(veld.naam).number(kMaxCount).value_or(0);
  return result;
}

Ernst read_ernst(const StrictValue& value) {
  const auto text = value.string();
  if (text == to_text(Ernst::fout)) return Ernst::fout;
  if (text != to_text(Ernst::waarschuwing)) value.refuse("value", "Deze ernst bestaat niet.");
  return Ernst::waarschuwing;
}

std::vector<Bevinding> read_bevindingen(const StrictValue& value) {
  std::vector<Bevinding> result;
  for (const auto& element : value.list(0, Bevindingen::kKept)) {
    auto& object = element.object();
    result.push_back({.regel = object.required("regel").number(kMaxCount).value_or(0),
                      .kolom = object.optional("kolom").string().value_or(""),
                      .ernst = read_ernst(object.required("ernst")),
                      .code = Recorded<Bevindingcode>::read(object.required("code").string().value_or("")),
                      .melding = object.required("melding").string().value_or("")});
  }
  return result;
}

Bevindingtelling read_per_code(StrictObject& object) {
  Bevindingtelling result;
  for (const auto& code : object.names()) {
    result[Recorded<Bevindingcode>::read(code)] = object.required(code).number(kMaxCount).value_or(0);
  }
  return result;
}

std::optional<Besluit> read_besluit(const StrictValue& value) {
  if (!value.present()) return std::nullopt;
  auto& object = value.object();
  return Besluit{.door = object.required("door").string().value_or(""),
                 .genomen_op = object.required("genomenOp").tijdstip().value_or(Tijdstip()),
                 .reden = object.required("reden").string().value_or("")};
}

}  // namespace

ordered_json as_json(const Aantallen& aantallen) {
  auto json = ordered_json::object();
  for (const auto& veld : kAantallen) json[std::string(veld.naam)] = aantallen.*veld.waarde;
  return json;
}

ordered_json as_json(const Aanleverrapport& rapport) {
  ordered_json json{
      {"aanleveringId", rapport.aanlevering_id},
      {"aansluitcode", rapport.aansluitcode},
      {"peildatum", rapport.peildatum.text()},
      {"status", to_text(rapport.status)},
      {"fase", to_text(rapport.fase)},
      {"aangeleverdDoor", rapport.aangeleverd_door},
      {"ontvangenOp", rfc3339(rapport.ontvangen_op)},
      {"aantallen", as_json(rapport.aantallen)},
      {"bevindingen", as_json(rapport.bevindingen)},
      {"bevindingenPerCode", as_json(rapport.bevindingen_per_code)},
  };
  if (rapport.reden) json["reden"] = *rapport.reden;
  if (const auto& besluit = rapport.besluit) {
    json["besluit"] = {{"door", besluit->door}, {"genomenOp", rfc3339(besluit->genomen_op)}, {"reden", besluit->reden}};
  }
  if (rapport.herstel_van) json["herstelVan"] = *rapport.herstel_van;
  return json;
}

std::string to_json(const Aanleverrapport& rapport) { return dump(as_json(rapport)); }

std::string to_record(const Aanleverrapport& rapport) { return dump(as_json(rapport)); }

std::optional<Aanleverrapport> rapport_from_record(std::string_view record) {
  StrictDocument document(record, StrictDocument::kUnlimited);
  auto& root = document.root();
  const auto peildatum = root.required("peildatum").datum();
  Aanleverrapport rapport{
      .aanlevering_id = root.required("aanleveringId").string().value_or(""),
      .aansluitcode = root.required("aansluitcode").string().value_or(""),
      .peildatum = peildatum.value_or(Datum({})),
      .status = root.required("status").choice<Aanleverstatus>().value_or(Aanleverstatus::geweigerd),
      .fase = root.required("fase").choice<Aansluitfase>().value_or(Aansluitfase::test),
      .aangeleverd_door = root.required("aangeleverdDoor").string().value_or(""),
      .ontvangen_op = root.required("ontvangenOp").tijdstip().value_or(Tijdstip()),
      .aantallen = read_aantallen(root.required("aantallen").object()),
      .bevindingen = read_bevindingen(root.required("bevindingen")),
      .bevindingen_per_code = read_per_code(root.required("bevindingenPerCode").object()),
      .reden = root.optional("reden").string(),
      .besluit = read_besluit(root.optional("besluit")),
      .herstel_van = root.optional("herstelVan").string(),
  };
  if (!document.close().empty()) return std::nullopt;
  return rapport;
}

}  // namespace vish::proto
