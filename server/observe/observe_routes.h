#pragma once

#include "server/message/route.h"

namespace vish::server {

/// Returns the routes /metrics, /health/live and /health/ready, for the machines around us.
Routes observe_routes();

}  // namespace vish::server
