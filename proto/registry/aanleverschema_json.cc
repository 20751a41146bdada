#include "proto/registry/aansluiting_json.h"

// The JSON of a delivery schedule.
namespace vish::proto {
namespace {

constexpr auto kUur = "aanleveruur";
constexpr auto kDagen = "aanleverdagen";

std::optional<std::chrono::minutes> read_uur(const StrictValue& value) {
  const auto text = value.string();
  if (!text) return std::nullopt;
  const auto uur = parse_aanleveruur(*text);
  if (!uur) value.refuse("pattern", "Geef een tijd van 00:00 tot en met 23:59 als uu:mm.");
  return uur;
}

/// Reads one to seven days, each once.
std::optional<Weekdagen> read_dagen(const StrictValue& value) {
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

nlohmann::ordered_json dagnamen(Weekdagen dagen) {
  auto json = nlohmann::ordered_json::array();
  for (std::size_t dag = 0; dag < dagen.size(); ++dag) {
    if (dagen.test(dag)) json.push_back(weekdag_text(dag));
  }
  return json;
}

}  // namespace

Schemawijziging read_schemawijziging(StrictObject& object) {
  return {.uur = read_uur(object.optional(kUur)), .dagen = read_dagen(object.optional(kDagen))};
}

void add_schema(nlohmann::ordered_json& json, const Schemawijziging& schema) {
  if (schema.uur) json[kUur] = aanleveruur_text(*schema.uur);
  if (schema.dagen) json[kDagen] = dagnamen(*schema.dagen);
}

Schemawijziging verschil(const Aanleverschema& before, const Aanleverschema& after) {
  Schemawijziging wijziging;
  if (before.uur != after.uur) wijziging.uur = after.uur;
  if (before.dagen != after.dagen) wijziging.dagen = after.dagen;
  return wijziging;
}

void apply(const Schemawijziging& wijziging, Aanleverschema& schema) {
  schema = {.uur = wijziging.uur.value_or(schema.uur), .dagen = wijziging.dagen.value_or(schema.dagen)};
}

}  // namespace vish::proto
