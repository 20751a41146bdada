#pragma once

#include <chrono>

#include "base/calendar/datum.h"
#include "server/app/metrics.h"
#include "storage/store/store.h"

namespace vish::server {

/// How often the job checks for held deliveries that have waited too long.
constexpr std::chrono::minutes kVerloopInterval{1};

/// Lets held deliveries expire on which no operator decided in time; logs and counts them. Throws std::exception when
/// storage refuses; the next call tries again.
void expire_held(storage::Store& store, Metrics& metrics, Tijdstip moment);

}  // namespace vish::server
