#pragma once

#include <exception>

#include "server/app/app.h"
#include "server/http/route.h"

namespace vish::server {

/// Records the refusal of a question, whatever it was refused for. One for going
/// beyond fair use has its line with others of its sort, and what still comes of
/// its body is dropped. Of the others the first few of a party in a minute get an
/// audit line of their own, which is durable before; more are counted for a line of
/// record_counted_refusals(), and may go out before it. Parties that the registry
/// does not know count as one. That the index is not available is counted alone: it
/// may be the disk that is behind.
Awaitable<void> record_refused_question(App& app, Exchange& exchange, std::exception_ptr refused);

/// Writes the lines of counted refusals that are due, or of all. Blocks on the
/// disk; throws std::exception when it refuses, and then keeps the counts.
void record_counted_refusals(App& app, Weigeringsboek::Clock::time_point now);

}  // namespace vish::server
