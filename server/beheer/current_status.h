#pragma once

#include "proto/notices/status.h"
#include "server/app/app.h"

namespace vish::server {

/// Returns the state of the installation at that moment. Blocks on the disk; throws Refusal when storage refuses.
proto::Status current_status(const App& app, Tijdstip nu);

}  // namespace vish::server
