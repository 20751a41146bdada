#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "proto/json/rapport.h"
#include "server/http/message.h"
#include "storage/delivery/leveringen.h"
#include "storage/store/store.h"

namespace vish::server {

// JSON in the shapes of the contracts, beyond what proto/ writes.

/// The newest delivery of an aansluiting, whatever became of it.
Stored<std::optional<proto::Aanleverrapport>> latest(storage::Store& store, const storage::AansluitingState& state);

/// Schema AanleveringKort.
nlohmann::ordered_json short_view(const proto::Aanleverrapport& rapport);

/// Schema Aansluiting of openapi.yaml.
std::string aansluiting_view(const storage::AansluitingState& state,
                             const std::optional<proto::Aanleverrapport>& laatste, Tijdstip nu);

/// The report in the form that the caller likes best: schema Aanlevering, or
/// its findings as a CSV file.
Response rapport_response(const proto::Aanleverrapport& rapport, std::string_view mediatype);

/// Schema Aanleveringen.
std::string rapporten_view(const storage::Rapportpagina& pagina);

}  // namespace vish::server
