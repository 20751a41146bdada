#include <limits>
#include <utility>

#include "json_writer.h"
#include "register_json.h"

namespace vish::proto {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t kMaxTelefoon = 40;
constexpr std::size_t kMinEmail = 3;
constexpr std::size_t kMaxEmail = 254;
constexpr unsigned kMaxPercentage = 100;
constexpr unsigned kMaxAfname = 1'000'000;
constexpr unsigned kMaxHerstelpunten = 31;
constexpr unsigned kHerstelpunten = 7;

std::string read_email(const StrictValue& value) {
  const auto email = value.text(kMinEmail, kMaxEmail);
  if (!email) return {};
  const auto at = email->find('@');
  const bool valid = at != std::string::npos && at != 0 && at + 1 != email->size() &&
                     email->find('@', at + 1) == std::string::npos && email->find(' ') == std::string::npos;
  if (!valid) value.refuse("pattern", "Geef een e-mailadres met één apenstaart en zonder spaties.");
  return *email;
}

Contact read_contact(StrictObject& object) {
  return {.telefoon = object.required("telefoon").text(1, kMaxTelefoon).value_or(""),
          .email = read_email(object.required("email"))};
}

Drempels read_drempels(StrictObject& object) {
  const auto read = [&object](std::string_view name, unsigned max, unsigned standard) {
    return static_cast<unsigned>(object.optional(name).number(max).value_or(standard));
  };
  const Drempels standard;
  return {.fout_percentage = read("foutPercentage", kMaxPercentage, standard.fout_percentage),
          .afname_percentage = read("afnamePercentage", kMaxPercentage, standard.afname_percentage),
          .afname_aantal = read("afnameAantal", kMaxAfname, standard.afname_aantal)};
}

/// The members that a request and a record have in common; nothing when one
/// that has no neutral value is missing, which is then reported.
std::optional<Aansluiting> read_aansluiting(StrictObject& root, Tijdstip aangemaakt_op) {
  auto code = root.required("aansluitcode")
                  .parsed<Aansluitcode>(
                      "Een aansluitcode bestaat uit 3 tot en met 32 hoofdletters, cijfers en koppeltekens daartussen.");
  auto organisatie = read_oin(root.required("organisatie"));
  auto contact = read_contact(root.required("contact").object());
  auto aanleveraars = read_list<Oin>(root.optional("aanleveraars"), kOinReason);
  const auto overeenkomstdatum = root.optional("overeenkomstdatum").datum();
  const auto drempels = read_drempels(root.optional("drempels").object());
  const auto herstelpunten = root.optional("herstelpunten").number(kMaxHerstelpunten);
  const auto vroege_fasen = root.optional("vroegeFasen").boolean();
  const auto toon_fase = root.optional("toonFase").boolean();
  if (!code || !organisatie) return std::nullopt;
  return Aansluiting{.code = *std::move(code),
                     .organisatie = *std::move(organisatie),
                     .contact = std::move(contact),
                     .aanleveraars = std::move(aanleveraars),
                     .overeenkomstdatum = overeenkomstdatum,
                     .drempels = drempels,
                     .herstelpunten = static_cast<unsigned>(herstelpunten.value_or(kHerstelpunten)),
                     .vroege_fasen = vroege_fasen.value_or(false),
                     .toon_fase = toon_fase.value_or(false),
                     .aangemaakt_op = aangemaakt_op,
                     .beeindiging_door = std::nullopt};
}

}  // namespace

Checked<Aansluiting> aansluiting_from_request(std::string_view body, Tijdstip now) {
  StrictDocument document(body);
  auto aansluiting = read_aansluiting(document.root(), now);
  if (auto findings = document.close(); !findings.empty()) return findings;
  return *std::move(aansluiting);
}

std::string to_json(const Aansluiting& aansluiting) {
  ordered_json json{
      {"aansluitcode", aansluiting.code.text()},
      {"nummer", aansluiting.nummer},
      {"organisatie", aansluiting.organisatie.text()},
      {"contact", {{"telefoon", aansluiting.contact.telefoon}, {"email", aansluiting.contact.email}}},
      {"aanleveraars", texts(aansluiting.aanleveraars)},
      {"fase", to_text(aansluiting.fase)},
  };
  if (aansluiting.overeenkomstdatum) json["overeenkomstdatum"] = aansluiting.overeenkomstdatum->text();
  json["drempels"] = {{"foutPercentage", aansluiting.drempels.fout_percentage},
                      {"afnamePercentage", aansluiting.drempels.afname_percentage},
                      {"afnameAantal", aansluiting.drempels.afname_aantal}};
  json["herstelpunten"] = aansluiting.herstelpunten;
  json["vroegeFasen"] = aansluiting.vroege_fasen;
  json["toonFase"] = aansluiting.toon_fase;
  json["aangemaaktOp"] = to_text(aansluiting.aangemaakt_op);
  if (aansluiting.beeindiging_door) json["beeindigingDoor"] = *aansluiting.beeindiging_door;
  return dump(json);
}

std::optional<Aansluiting> aansluiting_from_json(std::string_view json) {
  StrictDocument document(json, StrictDocument::kUnlimited);
  auto& root = document.root();
  const auto aangemaakt_op = root.required("aangemaaktOp").tijdstip();
  const auto nummer = root.required("nummer").number(std::numeric_limits<std::uint32_t>::max());
  const auto fase = root.required("fase").choice<Aansluitfase>();
  auto beeindiging_door = root.optional("beeindigingDoor").string();
  auto aansluiting = read_aansluiting(root, aangemaakt_op.value_or(Tijdstip()));
  if (!document.close().empty()) return std::nullopt;
  aansluiting->nummer = static_cast<std::uint32_t>(*nummer);
  aansluiting->fase = *fase;
  aansluiting->beeindiging_door = std::move(beeindiging_door);
  return aansluiting;
}

}  // namespace vish::proto
