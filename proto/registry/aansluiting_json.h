#pragma once

#include <optional>
#include <string>

#include "proto/registry/parties_json.h"

// How the settings of an aansluiting are read, at registration and later.
namespace vish::proto {

constexpr unsigned kStandaardHerstelpunten = 7;

std::optional<std::string> read_telefoon(const StrictValue& value);
std::optional<std::string> read_email(const StrictValue& value);
std::optional<unsigned> read_herstelpunten(const StrictValue& value);
/// 0 to `max`.
std::optional<unsigned> read_small_number(const StrictValue& value, unsigned max);

Drempelwijziging read_drempelwijziging(StrictObject& object);
/// Null when nothing changes.
nlohmann::ordered_json as_json(const Drempelwijziging& wijziging);
Drempelwijziging verschil(const Drempels& before, const Drempels& after);

/// Properties `aanleveruur` and `aanleverdagen` of the object.
Schemawijziging read_schemawijziging(StrictObject& object);
/// Adds those of them that are there.
void add_schema(nlohmann::ordered_json& json, const Schemawijziging& schema);
Schemawijziging verschil(const Aanleverschema& before, const Aanleverschema& after);

/// The settings of a request to change them, without its reason.
Instelwijziging read_instellingen(StrictObject& root);

}  // namespace vish::proto
