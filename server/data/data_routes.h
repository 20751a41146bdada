#pragma once

#include "server/app/app.h"
#include "server/http/router.h"

namespace vish::server {

/// The routes for municipalities and bailiffs, as proto/openapi.yaml says.
void add_data_routes(Router& router, App& app);

// One handler per route; each throws Refusal.
Awaitable<Response> put_aanlevering(App& app, Exchange& exchange);
Awaitable<Response> get_aanleveringen(App& app, Exchange& exchange);
Awaitable<Response> get_aanlevering(App& app, Exchange& exchange);
Awaitable<Response> get_aansluiting(App& app, Exchange& exchange);
Awaitable<Response> post_matches(App& app, Exchange& exchange);

}  // namespace vish::server
