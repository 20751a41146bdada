#pragma once

#include "server/app/app.h"
#include "server/http/router.h"

namespace vish::server {

/// Adds /metrics, /health/live and /health/ready, for monitoring.
void add_observe_routes(Router& router, App& app);

}  // namespace vish::server
