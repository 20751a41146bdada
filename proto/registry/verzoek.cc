#include "proto/registry/verzoek.h"

#include <utility>

#include "proto/json/json_writer.h"
#include "proto/json/strict_json.h"
#include "proto/registry/aansluiting_json.h"

namespace vish::proto {
namespace {

using nlohmann::ordered_json;

/// Returns the settings or the hash as the one text in which a record holds what exactly is asked.
std::string inhoud_of(const Verzoek& verzoek) {
  return verzoek.instellingen ? dump(as_json(*verzoek.instellingen)) : verzoek.bestandshash;
}

std::optional<Instelwijziging> read_inhoud(const std::string& text) {
  StrictDocument document(text, StrictDocument::kUnlimited);
  auto instellingen = read_instellingen(document.root());
  if (!document.close().empty()) return std::nullopt;
  return instellingen;
}

bool asks_settings(const Recorded<Handeling>& handeling) {
  return handeling == Handeling::aansluiting_change || handeling == Handeling::aansluiting_fase;
}

}  // namespace

bool by_same_person(const Verzoek& one, const Verzoek& other) {
  const bool same_certificate = !one.vingerafdruk.empty() && one.vingerafdruk == other.vingerafdruk;
  return same_certificate || one.door == other.door;
}

bool concerns_aansluiting(const Verzoek& verzoek, std::string_view code) {
  const bool itself = soort_of(verzoek.handeling) == soort_of(Handeling::aansluiting_end) && verzoek.onderwerp == code;
  return itself || verzoek.aansluitcode == code;
}

bool concerns_bevrager(const Verzoek& verzoek, std::string_view oin) {
  return soort_of(verzoek.handeling) == soort_of(Handeling::bevrager_end) && verzoek.onderwerp == oin;
}

bool asks_the_same(const Verzoek& one, const Verzoek& other) {
  return one.handeling == other.handeling && one.onderwerp == other.onderwerp &&
         one.instellingen == other.instellingen && one.bestandshash == other.bestandshash;
}

std::string to_record(const Verzoek& verzoek) {
  ordered_json json{{"handeling", verzoek.handeling.text()}, {"onderwerp", verzoek.onderwerp}, {"door", verzoek.door}};
  if (verzoek.gevraagd_op) json["gevraagdOp"] = rfc3339(*verzoek.gevraagd_op);
  if (auto inhoud = inhoud_of(verzoek); !inhoud.empty()) json["inhoud"] = std::move(inhoud);
  if (verzoek.aansluitcode) json["aansluitcode"] = *verzoek.aansluitcode;
  if (!verzoek.vingerafdruk.empty()) json["vingerafdruk"] = verzoek.vingerafdruk;
  return dump(json);
}

std::optional<Verzoek> verzoek_from_record(std::string_view record) {
  StrictDocument document(record, StrictDocument::kUnlimited);
  auto& root = document.root();
  Verzoek verzoek{.handeling = Recorded<Handeling>::read(root.required("handeling").string().value_or("")),
                  .onderwerp = root.required("onderwerp").string().value_or(""),
                  .door = root.required("door").string().value_or(""),
                  .gevraagd_op = root.optional("gevraagdOp").tijdstip(),
                  .aansluitcode = root.optional("aansluitcode").string(),
                  .vingerafdruk = root.optional("vingerafdruk").string().value_or("")};
  auto inhoud = root.optional("inhoud").string().value_or("");
  if (!document.close().empty()) return std::nullopt;
  if (asks_settings(verzoek.handeling)) {
    verzoek.instellingen = read_inhoud(inhoud);
  } else {
    verzoek.bestandshash = std::move(inhoud);
  }
  return verzoek;
}

Instelwijziging bewaking(const Aansluiting& aansluiting) {
  auto usual = aansluiting;
  usual.drempels = {};
  usual.herstelpunten = kStandaardHerstelpunten;
  return verschil(usual, aansluiting);
}

std::optional<std::string> beeindiging_door_from_record(std::string_view record) {
  const auto json = ordered_json::parse(record, nullptr, false);
  const auto found = json.is_object() ? json.find("beeindigingDoor") : json.end();
  if (found == json.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

}  // namespace vish::proto
