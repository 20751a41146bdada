#pragma once

#include "server/app/app.h"
#include "server/http/message.h"

namespace vish::server {

/// Throws the refusal of a question. The first few of a party in a minute get
/// an audit line of their own, which is durable before; the others are counted
/// for a line of record_counted_refusals(), and may go out before it. Parties
/// that the registry does not know count as one.
Awaitable<void> refuse_question(App& app, const Request& request, Refusal refusal);

/// Writes the lines of counted refusals that are due, or of all. Blocks on the
/// disk; throws std::exception when it refuses, and then keeps the counts.
void record_counted_refusals(App& app, Weigeringsboek::Clock::time_point now);

}  // namespace vish::server
