#pragma once

#include "app/app.h"
#include "storage/audit.h"

namespace vish::server {

/// Resumes on the caller's executor once the lines are durable, or with the
/// reason why they are not.
Awaitable<storage::Stored<void>> commit_audit(App& app, storage::Auditinvoer invoer);

}  // namespace vish::server
