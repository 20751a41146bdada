#pragma once

#include <string>

#include "proto/registry/parties.h"
#include "server/app/app.h"

namespace vish::server {

/// The record with what counts as fair use by it, what it asked in the last
/// weeks and the alarms about that: schema BevragerMetGebruik of
/// beheer-openapi.yaml. Of the last update of the book.
std::string bevrager_view(const App& app, const proto::Bevrager& bevrager, Tijdstip nu);

}  // namespace vish::server
