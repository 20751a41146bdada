#pragma once

#include <optional>
#include <string>

#include "proto/registry/parties_json.h"

// How the settings of an aansluiting are read, at registration and later.
namespace vish::proto {

constexpr unsigned kStandaardHerstelpunten = 7;

std::optional<std::string> read_telefoon(const StrictValue& value);
std::optional<std::string> read_email(const StrictValue& value);
std::optional<std::chrono::minutes> read_aanleveruur(const StrictValue& value);
/// One to seven days, each once.
std::optional<Weekdagen> read_aanleverdagen(const StrictValue& value);
std::optional<unsigned> read_herstelpunten(const StrictValue& value);
/// 0 to `max`.
std::optional<unsigned> read_small_number(const StrictValue& value, unsigned max);

Drempelwijziging read_drempelwijziging(StrictObject& object);
nlohmann::ordered_json drempels_json(const Drempels& drempels);

nlohmann::ordered_json dagnamen(Weekdagen dagen);

}  // namespace vish::proto
