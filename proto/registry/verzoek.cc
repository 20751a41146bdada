#include "proto/registry/verzoek.h"

#include <algorithm>

#include "proto/json/json_writer.h"
#include "proto/json/strict_json.h"
#include "proto/registry/aansluiting_json.h"

namespace vish::proto {
namespace {

using nlohmann::ordered_json;

constexpr auto kAanleveraars = "aanleveraars";

/// What is in `list` and not in `other`.
ordered_json without(const ordered_json& list, const ordered_json& other) {
  auto rest = ordered_json::array();
  for (const auto& element : list) {
    if (std::ranges::find(other, element) == other.end()) rest.push_back(element);
  }
  return rest;
}

ordered_json changed_aanleveraars(const ordered_json& before, const ordered_json& after) {
  ordered_json changed;
  if (auto erbij = without(after, before); !erbij.empty()) changed["erbij"] = std::move(erbij);
  if (auto eraf = without(before, after); !eraf.empty()) changed["eraf"] = std::move(eraf);
  return changed;
}

/// The members of `after` that `before` has not, or not so.
ordered_json difference(const ordered_json& before, const ordered_json& after) {
  auto changed = ordered_json::object();
  for (const auto& [name, value] : after.items()) {
    const auto was = before.value(name, ordered_json());
    if (was == value) continue;
    if (name == kAanleveraars) {
      changed[name] = changed_aanleveraars(was, value);
    } else {
      changed[name] = value.is_object() && was.is_object() ? difference(was, value) : value;
    }
  }
  return changed;
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

std::string to_json(const Verzoek& verzoek) {
  ordered_json json{{"handeling", verzoek.handeling.text()}, {"onderwerp", verzoek.onderwerp}, {"door", verzoek.door}};
  if (verzoek.gevraagd_op) json["gevraagdOp"] = rfc3339(*verzoek.gevraagd_op);
  if (!verzoek.inhoud.empty()) json["inhoud"] = verzoek.inhoud;
  if (verzoek.aansluitcode) json["aansluitcode"] = *verzoek.aansluitcode;
  if (!verzoek.vingerafdruk.empty()) json["vingerafdruk"] = verzoek.vingerafdruk;
  return dump(json);
}

std::optional<Verzoek> verzoek_from_json(std::string_view json) {
  StrictDocument document(json, StrictDocument::kUnlimited);
  auto& root = document.root();
  Verzoek verzoek{.handeling = Recorded<Handeling>::read(root.required("handeling").string().value_or("")),
                  .onderwerp = root.required("onderwerp").string().value_or(""),
                  .door = root.required("door").string().value_or(""),
                  .gevraagd_op = root.optional("gevraagdOp").tijdstip(),
                  .inhoud = root.optional("inhoud").string().value_or(""),
                  .aansluitcode = root.optional("aansluitcode").string(),
                  .vingerafdruk = root.optional("vingerafdruk").string().value_or("")};
  if (!document.close().empty()) return std::nullopt;
  return verzoek;
}

std::string verschil_json(const Aansluiting& before, const Aansluiting& after) {
  auto changed = difference(ordered_json::parse(to_json(before)), ordered_json::parse(to_json(after)));
  for (const auto* no_setting : {"fase", "faseSinds", "bevestigdOp"}) changed.erase(no_setting);
  return dump(changed);
}

std::string bewaking_json(const Aansluiting& aansluiting) {
  auto usual = aansluiting;
  usual.drempels = {};
  usual.herstelpunten = kStandaardHerstelpunten;
  return verschil_json(usual, aansluiting);
}

std::optional<std::string> beeindiging_door_from_json(std::string_view json) {
  const auto record = ordered_json::parse(json, nullptr, false);
  const auto found = record.is_object() ? record.find("beeindigingDoor") : record.end();
  if (found == record.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

}  // namespace vish::proto
