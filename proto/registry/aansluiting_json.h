#pragma once

#include <optional>
#include <string>

#include "proto/registry/parties_json.h"

// Reads and writes the settings of an aansluiting, at registration and later.
namespace vish::proto {

constexpr unsigned kStandaardHerstelpunten = 7;

std::optional<std::string> read_telefoon(const StrictValue& value);
std::optional<std::string> read_email(const StrictValue& value);
std::optional<unsigned> read_herstelpunten(const StrictValue& value);
/// Reads a whole number from 0 to `max`.
std::optional<unsigned> read_small_number(const StrictValue& value, unsigned max);

Drempelwijziging read_drempelwijziging(StrictObject& object);
/// Returns the thresholds that change, or null when none changes.
nlohmann::ordered_json as_json(const Drempelwijziging& wijziging);
Drempelwijziging verschil(const Drempels& before, const Drempels& after);

/// Reads the properties `aanleveruur` and `aanleverdagen` of the object.
Schemawijziging read_schemawijziging(StrictObject& object);
/// Adds those two properties, as far as the change has them.
void add_schema(nlohmann::ordered_json& json, const Schemawijziging& schema);
Schemawijziging verschil(const Aanleverschema& before, const Aanleverschema& after);

/// Reads the settings of a request for a change, without the reason of the request.
Instelwijziging read_instellingen(StrictObject& root);

}  // namespace vish::proto
