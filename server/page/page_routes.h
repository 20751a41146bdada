#pragma once

#include "server/app/app.h"
#include "server/http/router.h"

namespace vish::server {

/// The operators' page and its style sheet, for every role. They are for
/// people, so the contract of the beheer listener does not describe them.
void add_pagina_routes(Router& router, App& app);

}  // namespace vish::server
