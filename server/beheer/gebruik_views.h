#pragma once

#include <string>

#include "proto/registry/parties.h"
#include "server/app/app.h"

namespace vish::server {

/// Returns the bevrager with its rules of fair use, what it asked in the last weeks and the alarms about that, as of
/// the last update of the book: schema BevragerMetGebruik of beheer-openapi.yaml.
std::string bevrager_view(const App& app, const proto::Bevrager& bevrager, Tijdstip nu);

}  // namespace vish::server
