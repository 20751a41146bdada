#pragma once

#include <optional>

#include "proto/messages/bevraging.h"
#include "storage/stand/stand.h"

namespace vish::server {

/// Returns what a bailiff does after a match: suspend where the creditor is a partner of the NVVK covenant on that day,
/// else advise to suspend (product rules: the match).
proto::Handelwijze handelwijze(const storage::Stand& stand, const std::optional<proto::Opdrachtgever>& opdrachtgever,
                               Datum vandaag);

}  // namespace vish::server
