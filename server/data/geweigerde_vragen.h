#pragma once

#include <exception>

#include "server/app/app.h"
#include "server/message/route.h"

namespace vish::server {

/// Records the refusal of a question, whatever the reason. A refusal for going beyond fair use shares a line with
/// others of its sort, and the rest of its body is dropped. Of the other refusals the first few of a party in a minute
/// get an audit line of their own, which is durable before the answer; the others are counted for a line of
/// record_counted_refusals(), and may go out before that line. Parties that the registry does not know count as one.
/// While the index is not available refusals are only counted, without a line: the disk may be the cause.
Awaitable<void> record_refused_question(App& app, Exchange& exchange, std::exception_ptr refused);

/// Writes the lines of counted refusals that are due at `now`. Blocks on the disk; throws std::exception when the disk
/// refuses, and then keeps the counts.
void record_counted_refusals(App& app, Weigeringsboek::Clock::time_point now);

}  // namespace vish::server
