#pragma once

#include <optional>
#include <string>
#include <vector>

#include "proto/rapport.h"
#include "storage/stand.h"

namespace vish::server {

// JSON in the shapes of the contracts, beyond what proto/ writes.

/// Schema Aansluiting of openapi.yaml.
std::string aansluiting_view(const storage::Aansluitstand& stand, const std::optional<proto::Aanleverrapport>& laatste,
                             proto::Tijdstip volgende);

/// A page of reports; a full page names where the next one starts.
std::string rapporten_view(const std::vector<proto::Aanleverrapport>& rapporten, std::uint64_t limiet);

}  // namespace vish::server
