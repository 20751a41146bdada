#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "proto/registry/parties.h"
#include "server/app/app.h"
#include "server/http/route.h"

namespace vish::server {

/// Why a question is refused that goes beyond fair use: 429, or 403 after an alarm.
struct AboveUse : Refusal {
  AboveUse(const proto::Bevrager& bevrager, const Gebruiksweigering& why);

  std::string bevrager_id;
  Gebruiksweigering weigering;
};

/// Throws AboveUse when there is a reason to.
void require_use(const proto::Bevrager& bevrager, const std::optional<Gebruiksweigering>& weigering);

/// Counts the refusal; its audit line, with others of its sort, when that is due.
std::optional<proto::Auditregel> line_of(App& app, const Request& request, const AboveUse& refusal);

/// Reads what remains of a small body that is on its way, and throws it away, so
/// that the connection stays.
Awaitable<void> drop_body(App& app, Exchange& exchange);

/// How often is looked whether refused questions wait for their audit line.
constexpr std::chrono::seconds kWeigeringenInterval{1};

/// Writes the audit lines of refused questions that are due and for which no
/// later question did it. Blocks on the disk; throws std::exception when it
/// refuses.
void record_refusals(App& app, Gebruiker::Clock::time_point now);
/// As record_refusals(), whether they are due or not; tells the log when the disk refuses.
void record_last_refusals(App& app);

}  // namespace vish::server
