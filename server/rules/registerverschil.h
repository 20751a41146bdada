#pragma once

#include <nlohmann/json_fwd.hpp>

namespace vish::server {

/// What would become of the registry: two of proto::to_json(Registerbestand)
/// compared, as it is and as the file has it. Properties `wijzigingen`,
/// `ongewijzigd` and `nietInBestand` of schema Registerverschil. A phase is no
/// difference, only a remark: a file moves nobody.
nlohmann::ordered_json registerverschil(const nlohmann::ordered_json& nu, const nlohmann::ordered_json& bestand);

}  // namespace vish::server
