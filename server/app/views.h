#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "proto/json/rapport.h"
#include "server/message/message.h"
#include "storage/delivery/leveringen.h"
#include "storage/store/store.h"

namespace vish::server {

// These functions write the JSON of the contracts that proto/ does not write.

/// Returns the newest delivery of an aansluiting, whatever became of it; nothing before the first.
Stored<std::optional<proto::Aanleverrapport>> latest(storage::Store& store, const storage::AansluitingState& state);

/// Returns the report as schema AanleveringKort.
nlohmann::ordered_json short_view(const proto::Aanleverrapport& rapport);

/// Returns the aansluiting as schema Aansluiting of openapi.yaml.
std::string aansluiting_view(const storage::AansluitingState& state,
                             const std::optional<proto::Aanleverrapport>& laatste, Tijdstip nu);

/// Answers with the report in the form `mediatype`: schema Aanlevering, or its findings as a CSV file.
Response rapport_response(const proto::Aanleverrapport& rapport, std::string_view mediatype);

/// Returns the page as schema Aanleveringen.
std::string rapporten_view(const storage::Rapportpagina& pagina);

}  // namespace vish::server
