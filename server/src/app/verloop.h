#pragma once

#include <chrono>

#include "app/metrics.h"
#include "proto/datum.h"
#include "storage/store.h"

namespace vish::server {

/// How often is looked whether a held delivery has waited too long.
constexpr std::chrono::minutes kVerloopInterval{1};

/// Ends the wait of held deliveries on which nobody decided in time, logs and
/// counts them. Throws std::exception when storage refuses: to be done again.
void expire_held(storage::Store& store, Metrics& metrics, proto::Tijdstip moment);

}  // namespace vish::server
