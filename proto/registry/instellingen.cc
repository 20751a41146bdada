#include <algorithm>
#include <iterator>
#include <utility>

#include "proto/registry/aansluiting_json.h"

namespace vish::proto {
namespace {

constexpr std::size_t kMaxTelefoon = 40;
constexpr std::size_t kMinEmail = 3;
constexpr std::size_t kMaxEmail = 254;
constexpr unsigned kMaxHerstelpunten = 31;

template <class T>
void put(const std::optional<T>& given, T& place) {
  if (given) place = *given;
}

/// Returns the new value, or nothing when the value stayed the same.
template <class T>
std::optional<T> changed(const T& before, const T& after) {
  return before == after ? std::nullopt : std::optional(after);
}

/// Returns the OINs of the list that the other list does not have.
std::vector<Oin> without(const std::vector<Oin>& list, const std::vector<Oin>& other) {
  std::vector<Oin> rest;
  std::ranges::copy_if(list, std::back_inserter(rest),
                       [&](const Oin& oin) { return std::ranges::find(other, oin) == other.end(); });
  return rest;
}

}  // namespace

std::optional<std::string> read_telefoon(const StrictValue& value) { return value.text(1, kMaxTelefoon); }

std::optional<std::string> read_email(const StrictValue& value) {
  auto email = read_free_text(value, kMinEmail, kMaxEmail);
  if (!email) return std::nullopt;
  const auto at = email->find('@');
  const bool valid = at != std::string::npos && at != 0 && at + 1 != email->size() &&
                     email->find('@', at + 1) == std::string::npos && email->find(' ') == std::string::npos;
  if (!valid) value.refuse("pattern", "Geef een e-mailadres met één apenstaart en zonder spaties.");
  return email;
}

std::optional<unsigned> read_small_number(const StrictValue& value, unsigned max) {
  const auto number = value.number(max);
  return number ? std::optional(static_cast<unsigned>(*number)) : std::nullopt;
}

std::optional<unsigned> read_herstelpunten(const StrictValue& value) {
  return read_small_number(value, kMaxHerstelpunten);
}

Instelwijziging read_instellingen(StrictObject& root) {
  auto& contact = root.optional("contact").object();
  auto telefoon = read_telefoon(contact.optional("telefoon"));
  auto email = read_email(contact.optional("email"));
  auto& aanleveraars = root.optional("aanleveraars").object();
  return {.reden = {},
          .telefoon = std::move(telefoon),
          .email = std::move(email),
          .drempels = read_drempelwijziging(root.optional("drempels").object()),
          .vroege_fasen = root.optional("vroegeFasen").boolean(),
          .toon_fase = root.optional("toonFase").boolean(),
          .schema = read_schemawijziging(root),
          .herstelpunten = read_herstelpunten(root.optional("herstelpunten")),
          .overeenkomstdatum = root.optional("overeenkomstdatum").datum(),
          .aanleveraars_erbij = read_list<Oin>(aanleveraars.optional("erbij"), kOinReason),
          .aanleveraars_eraf = read_list<Oin>(aanleveraars.optional("eraf"), kOinReason)};
}

nlohmann::ordered_json as_json(const Instelwijziging& wijziging) {
  auto json = nlohmann::ordered_json::object();
  if (wijziging.telefoon) json["contact"]["telefoon"] = *wijziging.telefoon;
  if (wijziging.email) json["contact"]["email"] = *wijziging.email;
  if (!wijziging.aanleveraars_erbij.empty()) json["aanleveraars"]["erbij"] = texts(wijziging.aanleveraars_erbij);
  if (!wijziging.aanleveraars_eraf.empty()) json["aanleveraars"]["eraf"] = texts(wijziging.aanleveraars_eraf);
  if (wijziging.overeenkomstdatum) json["overeenkomstdatum"] = wijziging.overeenkomstdatum->text();
  if (auto drempels = as_json(wijziging.drempels); !drempels.empty()) json["drempels"] = std::move(drempels);
  if (wijziging.vroege_fasen) json["vroegeFasen"] = *wijziging.vroege_fasen;
  if (wijziging.toon_fase) json["toonFase"] = *wijziging.toon_fase;
  add_schema(json, wijziging.schema);
  if (wijziging.herstelpunten) json["herstelpunten"] = *wijziging.herstelpunten;
  return json;
}

Instelwijziging verschil(const Aansluiting& before, const Aansluiting& after) {
  return {
      .reden = {},
      .telefoon = changed(before.contact.telefoon, after.contact.telefoon),
      .email = changed(before.contact.email, after.contact.email),
      .drempels = verschil(before.drempels, after.drempels),
      .vroege_fasen = changed(before.vroege_fasen, after.vroege_fasen),
      .toon_fase = changed(before.toon_fase, after.toon_fase),
      .schema = verschil(before.schema, after.schema),
      .herstelpunten = changed(before.herstelpunten, after.herstelpunten),
      .overeenkomstdatum = before.overeenkomstdatum == after.overeenkomstdatum ? std::nullopt : after.overeenkomstdatum,
      .aanleveraars_erbij = without(after.aanleveraars, before.aanleveraars),
      .aanleveraars_eraf = without(before.aanleveraars, after.aanleveraars)};
}

Checked<Instelwijziging> instelwijziging_from_request(std::string_view body) {
  StrictDocument document(body);
  auto& root = document.root();
  auto reden = read_reden(root.required("reden"));
  auto wijziging = read_instellingen(root);
  auto findings = document.close();
  if (findings.empty() && wijziging == Instelwijziging()) {
    findings.push_back({"", "required", std::string(kNoChange)});
  }
  if (!findings.empty()) return findings;
  wijziging.reden = *std::move(reden);
  return wijziging;
}

void apply(const Instelwijziging& wijziging, Aansluiting& aansluiting) {
  put(wijziging.telefoon, aansluiting.contact.telefoon);
  put(wijziging.email, aansluiting.contact.email);
  apply(wijziging.drempels, aansluiting.drempels);
  put(wijziging.vroege_fasen, aansluiting.vroege_fasen);
  put(wijziging.toon_fase, aansluiting.toon_fase);
  apply(wijziging.schema, aansluiting.schema);
  put(wijziging.herstelpunten, aansluiting.herstelpunten);
  if (wijziging.overeenkomstdatum) aansluiting.overeenkomstdatum = wijziging.overeenkomstdatum;
  auto& aanleveraars = aansluiting.aanleveraars;
  for (const auto& oin : wijziging.aanleveraars_eraf) std::erase(aanleveraars, oin);
  for (const auto& oin : wijziging.aanleveraars_erbij) {
    if (std::find(aanleveraars.begin(), aanleveraars.end(), oin) == aanleveraars.end()) aanleveraars.push_back(oin);
  }
}

}  // namespace vish::proto
