#include <algorithm>
#include <limits>
#include <utility>

#include "proto/json/json_writer.h"
#include "proto/registry/aansluiting_json.h"

namespace vish::proto {
namespace {

using nlohmann::ordered_json;

std::optional<Aansluitcode> read_code(const StrictValue& value) {
  auto code = value.parsed<Aansluitcode>(
      "Een aansluitcode bestaat uit 3 tot en met 32 hoofdletters, cijfers en koppeltekens daartussen.");
  if (!code || !holds_some_bsn(code->text())) return code;
  value.refuse("value", kHoldsBsn);
  return std::nullopt;
}

Contact read_contact(StrictObject& object) {
  return {.telefoon = read_telefoon(object.required("telefoon")).value_or(""),
          .email = read_email(object.required("email")).value_or("")};
}

Drempels read_drempels(StrictObject& object) {
  Drempels drempels;
  apply(read_drempelwijziging(object), drempels);
  return drempels;
}

Aanleverschema read_schema(StrictObject& root) {
  Aanleverschema schema;
  apply(read_schemawijziging(root), schema);
  return schema;
}

}  // namespace

std::optional<Aansluiting> read_aansluiting(StrictObject& root, Tijdstip aangemaakt_op) {
  auto code = read_code(root.required("aansluitcode"));
  auto organisatie = read_oin(root.required("organisatie"));
  auto contact = read_contact(root.required("contact").object());
  auto aanleveraars = read_list<Oin>(root.optional("aanleveraars"), kOinReason);
  const auto overeenkomstdatum = root.optional("overeenkomstdatum").datum();
  const auto drempels = read_drempels(root.optional("drempels").object());
  const auto vroege_fasen = root.optional("vroegeFasen").boolean();
  const auto toon_fase = root.optional("toonFase").boolean();
  const auto schema = read_schema(root);
  const auto herstelpunten = read_herstelpunten(root.optional("herstelpunten"));
  if (!code || !organisatie) return std::nullopt;
  return Aansluiting{.code = *std::move(code),
                     .organisatie = *std::move(organisatie),
                     .contact = std::move(contact),
                     .aanleveraars = std::move(aanleveraars),
                     .overeenkomstdatum = overeenkomstdatum,
                     .drempels = drempels,
                     .vroege_fasen = vroege_fasen.value_or(false),
                     .toon_fase = toon_fase.value_or(false),
                     .schema = schema,
                     .herstelpunten = herstelpunten.value_or(kStandaardHerstelpunten),
                     .aangemaakt_op = aangemaakt_op,
                     .fase_sinds = aangemaakt_op};
}

Checked<Aansluiting> aansluiting_from_request(std::string_view body, Tijdstip now) {
  StrictDocument document(body);
  auto aansluiting = read_aansluiting(document.root(), now);
  if (auto findings = document.close(); !findings.empty()) return findings;
  return *std::move(aansluiting);
}

bool delivers_for(const Aansluiting& aansluiting, const Oin& oin) {
  return aansluiting.organisatie == oin ||
         std::ranges::find(aansluiting.aanleveraars, oin) != aansluiting.aanleveraars.end();
}

bool may_deliver(const Aansluiting& aansluiting, const Oin& oin) {
  return may_deliver(aansluiting.fase) && delivers_for(aansluiting, oin);
}

ordered_json as_json(const Aansluiting& aansluiting, Audience audience) {
  ordered_json json{{"aansluitcode", aansluiting.code.text()}};
  if (audience == Audience::storage) json["nummer"] = aansluiting.nummer;
  json["organisatie"] = aansluiting.organisatie.text();
  json["contact"] = {{"telefoon", aansluiting.contact.telefoon}, {"email", aansluiting.contact.email}};
  json["aanleveraars"] = texts(aansluiting.aanleveraars);
  json["fase"] = to_text(aansluiting.fase);
  if (aansluiting.overeenkomstdatum) json["overeenkomstdatum"] = aansluiting.overeenkomstdatum->text();
  json["drempels"] = as_json(aansluiting.drempels);
  json["vroegeFasen"] = aansluiting.vroege_fasen;
  json["toonFase"] = aansluiting.toon_fase;
  add_schema(json, {.uur = aansluiting.schema.uur, .dagen = aansluiting.schema.dagen});
  json["herstelpunten"] = aansluiting.herstelpunten;
  if (audience == Audience::file) return json;
  json["aangemaaktOp"] = rfc3339(aansluiting.aangemaakt_op);
  json["faseSinds"] = rfc3339(aansluiting.fase_sinds);
  if (aansluiting.bevestigd_op) json["bevestigdOp"] = rfc3339(*aansluiting.bevestigd_op);
  return json;
}

std::string to_record(const Aansluiting& aansluiting) { return dump(as_json(aansluiting, Audience::storage)); }

std::optional<Aansluiting> aansluiting_from_record(std::string_view record) {
  StrictDocument document(record, StrictDocument::kUnlimited);
  auto& root = document.root();
  const auto aangemaakt_op = root.required("aangemaaktOp").tijdstip();
  const auto fase_sinds = root.optional("faseSinds").tijdstip();  // absent in records of an earlier version
  const auto bevestigd_op = root.optional("bevestigdOp").tijdstip();
  const auto nummer = root.required("nummer").number(std::numeric_limits<std::uint32_t>::max());
  const auto fase = root.required("fase").choice<Aansluitfase>();
  root.optional("beeindigingDoor").string();  // in records of an earlier version
  auto aansluiting = read_aansluiting(root, aangemaakt_op.value_or(Tijdstip()));
  if (!document.close().empty()) return std::nullopt;
  aansluiting->nummer = static_cast<std::uint32_t>(*nummer);
  aansluiting->fase = *fase;
  if (fase_sinds) aansluiting->fase_sinds = *fase_sinds;
  aansluiting->bevestigd_op = bevestigd_op;
  return aansluiting;
}

bool needs_second(const Aansluiting& before, const Aansluiting& after) {
  const bool guarded = is_in_productie(before.fase);
  const bool ends_early = before.vroege_fasen && !after.vroege_fasen;
  if (guarded && (ends_early || loosens(before.drempels, after.drempels))) return true;
  return after.herstelpunten < std::min(before.herstelpunten, kMinsteHerstelpunten);
}

bool needs_second_for_productie(const Aansluiting& aansluiting) {
  Drempels usual;
  usual.eerste_hoogstens = aansluiting.drempels.eerste_hoogstens;
  return loosens(usual, aansluiting.drempels) || aansluiting.herstelpunten < kMinsteHerstelpunten;
}

}  // namespace vish::proto
