#pragma once

#include "base/calendar/datum.h"
#include "proto/notices/status.h"
#include "storage/stand/stand.h"

namespace vish::server {

/// Whether an operator has to look at the deliveries of an aansluiting for this reason; in test nothing is at stake.
bool is_opvallend(const storage::AansluitingState& state, storage::Opvallend soort, Datum vandaag);

/// Returns the state of the deliveries of all aansluitingen, with names in ascending order.
proto::Leveroverzicht leveroverzicht(const storage::Stand& stand, Tijdstip nu);

}  // namespace vish::server
