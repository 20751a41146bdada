#pragma once

#include <string>

#include "server/app/app.h"

namespace vish::server {

/// How all stands at that moment: schema Status of beheer-openapi.yaml. Blocks
/// on the disk; throws Refusal when storage refuses.
std::string status_view(const App& app, Tijdstip nu);

}  // namespace vish::server
