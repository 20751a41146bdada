#pragma once

#include "server/http/route.h"

namespace vish::server {

/// /metrics, /health/live and /health/ready, for the machines around us.
Routes observe_routes();

}  // namespace vish::server
