#pragma once

#include "server/app/app.h"
#include "server/message/route.h"

namespace vish::server {

/// Returns the routes for municipalities and bailiffs, as proto/openapi.yaml describes them.
Routes data_routes();

// Each function handles one route, and may throw Refusal.
Awaitable<Response> put_aanlevering(App& app, Exchange& exchange, const storage::AansluitingState& state);
Awaitable<Response> get_aanleveringen(App& app, Exchange& exchange, const storage::AansluitingState& state);
Awaitable<Response> get_aanlevering(App& app, Exchange& exchange, const storage::AansluitingState& state);
Awaitable<Response> get_aansluiting(App& app, Exchange& exchange, const storage::AansluitingState& state);
Awaitable<Response> post_matches(App& app, Exchange& exchange);

}  // namespace vish::server
