#pragma once

#include "server/app/app.h"
#include "storage/audit/audit.h"

namespace vish::server {

/// Hands lines to the audit log, and resumes on the executor of the caller once they are durable, or with the reason
/// why they are not. Lines that the coroutines of one worker hand in during one round of its io_context go to the log
/// together, and lines that became durable at the same time come back together.
Awaitable<Stored<void>> commit_audit(App& app, storage::Auditinvoer invoer);

}  // namespace vish::server
