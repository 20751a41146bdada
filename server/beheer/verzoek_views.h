#pragma once

#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "proto/registry/parties.h"
#include "storage/stand/stand.h"

namespace vish::server {

// Answers about a party tell with these which requests wait for a second person.

/// Requests that wait for a second person.
using Verzoeken = std::vector<proto::Verzoek>;

/// Returns 202 while that act waits, else 200.
unsigned status_of(const storage::Stand& stand, proto::Handeling handeling, std::string_view naam);

/// Adds the requests about a party to the JSON of that party.
void add_requests(nlohmann::ordered_json& json, const storage::Stand& stand, const proto::Aansluiting& aansluiting);
void add_requests(nlohmann::ordered_json& json, const storage::Stand& stand, const proto::Bevrager& bevrager);

/// Adds the requests of `before` that are not there any more, without those whose act is `done`.
void add_void_requests(nlohmann::ordered_json& json, const Verzoeken& before, const Verzoeken& after,
                       std::optional<proto::Handeling> done);

/// Whether the aansluiting became what somebody had asked for.
bool was_asked(const storage::Stand& before, const proto::Aansluiting& changed);

/// These functions return the requests about an aansluiting and its deliveries, or about a bevrager.
Verzoeken verzoeken_over_aansluiting(const storage::Stand& stand, std::string_view code);
Verzoeken verzoeken_over_bevrager(const storage::Stand& stand, std::string_view oin);

}  // namespace vish::server
