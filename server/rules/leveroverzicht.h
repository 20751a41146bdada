#pragma once

#include "base/calendar/datum.h"
#include "proto/notices/status.h"
#include "storage/stand/stand.h"

namespace vish::server {

/// Whether an operator has to look at its deliveries; in test nothing is at stake.
bool is_opvallend(const storage::AansluitingState& state, storage::Opvallend soort, Datum vandaag);

/// Names are ascending.
proto::Leveroverzicht leveroverzicht(const storage::Stand& stand, Tijdstip nu);

}  // namespace vish::server
