#pragma once

#include <chrono>

#include "base/calendar/datum.h"
#include "server/app/metrics.h"
#include "storage/store/store.h"

namespace vish::server {

/// How often is looked whether a held delivery has waited too long.
constexpr std::chrono::minutes kVerloopInterval{1};

/// Ends the wait of held deliveries on which nobody decided in time, logs and
/// counts them. Throws std::exception when storage refuses: to be done again.
void expire_held(storage::Store& store, Metrics& metrics, Tijdstip moment);

}  // namespace vish::server
