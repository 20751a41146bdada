#pragma once

#include "server/app/app.h"
#include "server/http/router.h"

namespace vish::server {

/// /metrics, /health/live and /health/ready, for the machines around us.
void add_observe_routes(Router& router, App& app);

}  // namespace vish::server
