#pragma once

#include "server/app/app.h"
#include "storage/audit/audit.h"

namespace vish::server {

/// Resumes on the caller's executor once the lines are durable, or with the
/// reason why they are not. What the coroutines of one worker hand in during
/// one round of its io_context goes to the log together, and what became
/// durable at the same time comes back together.
Awaitable<Stored<void>> commit_audit(App& app, storage::Auditinvoer invoer);

}  // namespace vish::server
