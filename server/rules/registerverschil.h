#pragma once

#include <nlohmann/json_fwd.hpp>

namespace vish::server {

/// Compares two proto::to_json(Registerbestand): the registry as it is, and as the file has it. Returns the properties
/// `wijzigingen`, `ongewijzigd` and `nietInBestand` of schema Registerverschil. A phase is only a remark, because a
/// file moves no party to another phase.
nlohmann::ordered_json registerverschil(const nlohmann::ordered_json& nu, const nlohmann::ordered_json& bestand);

}  // namespace vish::server
