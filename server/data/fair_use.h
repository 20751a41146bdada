#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "proto/registry/parties.h"
#include "server/app/app.h"
#include "server/message/route.h"

namespace vish::server {

/// The refusal of a question that goes beyond fair use: 429, or 403 after an alarm.
struct AboveUse : Refusal {
  AboveUse(const proto::Bevrager& bevrager, const Gebruiksweigering& why);

  std::string bevrager_id;
  Gebruiksweigering weigering;
};

/// Throws AboveUse when there is a `weigering`.
void require_use(const proto::Bevrager& bevrager, const std::optional<Gebruiksweigering>& weigering);

/// Counts the refusal; returns the audit line of this refusal and others of its sort when that line is due.
std::optional<proto::Auditregel> line_of(App& app, const Request& request, const AboveUse& refusal);

/// Reads the rest of a small body that is on its way and throws it away, so that the connection stays. Throws
/// ConnectionLost when the connection breaks.
Awaitable<void> drop_body(App& app, Exchange& exchange);

/// The server looks at this interval whether refused questions wait for their audit line.
constexpr std::chrono::seconds kWeigeringenInterval{1};

/// Writes the audit lines of questions beyond fair use that are due and that no later question wrote. Blocks on the
/// disk; throws std::exception when the disk refuses.
void record_refusals(App& app, Gebruiker::Clock::time_point now);
/// Writes the audit lines of all refused questions that still wait, as record_refusals() and record_counted_refusals()
/// do, whether they are due or not. Blocks on the disk; tells the log when the disk refuses.
void record_last_refusals(App& app);

}  // namespace vish::server
