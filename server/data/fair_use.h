#pragma once

#include <chrono>

#include "proto/registry/parties.h"
#include "server/app/app.h"
#include "server/http/router.h"

namespace vish::server {

/// Answers a question that goes beyond fair use: throws the Refusal (429, or
/// 403 after an alarm) once the audit line that is due is durable. A small
/// body that still comes in is dropped unread, so that the connection stays.
Awaitable<void> refuse_use(App& app, Exchange& exchange, const proto::Bevrager& bevrager, Gebruiksweigering weigering);

/// How often is looked whether refused questions wait for their audit line.
constexpr std::chrono::seconds kWeigeringenInterval{1};

/// Writes the audit lines of refused questions that are due and for which no
/// later question did it. Blocks on the disk; throws std::exception when it
/// refuses.
void record_refusals(App& app, Gebruiker::Clock::time_point now);
/// As record_refusals(), whether they are due or not; tells the log when the disk refuses.
void record_last_refusals(App& app);

}  // namespace vish::server
