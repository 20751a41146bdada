#include <algorithm>
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

bool changes_nothing(const Instelwijziging& wijziging) {
  return !wijziging.telefoon && !wijziging.email && wijziging.drempels == Drempelwijziging() &&
         !wijziging.vroege_fasen && !wijziging.toon_fase && !wijziging.aanleveruur && !wijziging.aanleverdagen &&
         !wijziging.herstelpunten && !wijziging.overeenkomstdatum && wijziging.aanleveraars_erbij.empty() &&
         wijziging.aanleveraars_eraf.empty();
}

Instelwijziging read_wijziging(StrictObject& root) {
  auto reden = read_reden(root.required("reden"));
  auto& contact = root.optional("contact").object();
  auto telefoon = read_telefoon(contact.optional("telefoon"));
  auto email = read_email(contact.optional("email"));
  auto& aanleveraars = root.optional("aanleveraars").object();
  return {.reden = std::move(reden).value_or(""),
          .telefoon = std::move(telefoon),
          .email = std::move(email),
          .drempels = read_drempelwijziging(root.optional("drempels").object()),
          .vroege_fasen = root.optional("vroegeFasen").boolean(),
          .toon_fase = root.optional("toonFase").boolean(),
          .aanleveruur = read_aanleveruur(root.optional("aanleveruur")),
          .aanleverdagen = read_aanleverdagen(root.optional("aanleverdagen")),
          .herstelpunten = read_herstelpunten(root.optional("herstelpunten")),
          .overeenkomstdatum = root.optional("overeenkomstdatum").datum(),
          .aanleveraars_erbij = read_list<Oin>(aanleveraars.optional("erbij"), kOinReason),
          .aanleveraars_eraf = read_list<Oin>(aanleveraars.optional("eraf"), kOinReason)};
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

std::optional<std::chrono::minutes> read_aanleveruur(const StrictValue& value) {
  const auto text = value.string();
  if (!text) return std::nullopt;
  const auto uur = parse_aanleveruur(*text);
  if (!uur) value.refuse("pattern", "Geef een tijd van 00:00 tot en met 23:59 als uu:mm.");
  return uur;
}

std::optional<Weekdagen> read_aanleverdagen(const StrictValue& value) {
  if (!value.present()) return std::nullopt;
  Weekdagen dagen;
  for (const auto& element : value.list(1, dagen.size())) {
    const auto naam = element.string();
    if (!naam) continue;
    const auto dag = parse_weekdag(*naam);
    if (!dag) {
      element.refuse("value", "Kies uit ma, di, wo, do, vr, za en zo.");
    } else if (dagen.test(*dag)) {
      element.refuse("value", "Deze dag staat er twee keer.");
    } else {
      dagen.set(*dag);
    }
  }
  return dagen;
}

std::optional<unsigned> read_small_number(const StrictValue& value, unsigned max) {
  const auto number = value.number(max);
  return number ? std::optional(static_cast<unsigned>(*number)) : std::nullopt;
}

std::optional<unsigned> read_herstelpunten(const StrictValue& value) {
  return read_small_number(value, kMaxHerstelpunten);
}

nlohmann::ordered_json dagnamen(Weekdagen dagen) {
  auto json = nlohmann::ordered_json::array();
  for (std::size_t dag = 0; dag < dagen.size(); ++dag) {
    if (dagen.test(dag)) json.push_back(weekdag_text(dag));
  }
  return json;
}

Checked<Instelwijziging> instelwijziging_from_request(std::string_view body) {
  StrictDocument document(body);
  auto wijziging = read_wijziging(document.root());
  auto findings = document.close();
  if (findings.empty() && changes_nothing(wijziging)) {
    findings.push_back({"", "required", std::string(kNoChange)});
  }
  if (!findings.empty()) return findings;
  return wijziging;
}

void apply(const Instelwijziging& wijziging, Aansluiting& aansluiting) {
  put(wijziging.telefoon, aansluiting.contact.telefoon);
  put(wijziging.email, aansluiting.contact.email);
  apply(wijziging.drempels, aansluiting.drempels);
  put(wijziging.vroege_fasen, aansluiting.vroege_fasen);
  put(wijziging.toon_fase, aansluiting.toon_fase);
  put(wijziging.aanleveruur, aansluiting.schema.uur);
  put(wijziging.aanleverdagen, aansluiting.schema.dagen);
  put(wijziging.herstelpunten, aansluiting.herstelpunten);
  if (wijziging.overeenkomstdatum) aansluiting.overeenkomstdatum = wijziging.overeenkomstdatum;
  auto& aanleveraars = aansluiting.aanleveraars;
  for (const auto& oin : wijziging.aanleveraars_eraf) std::erase(aanleveraars, oin);
  for (const auto& oin : wijziging.aanleveraars_erbij) {
    if (std::find(aanleveraars.begin(), aanleveraars.end(), oin) == aanleveraars.end()) aanleveraars.push_back(oin);
  }
}

}  // namespace vish::proto
