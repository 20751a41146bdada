#pragma once

#include "server/message/route.h"

namespace vish::server {

/// Returns the routes of the operators' page and its style sheet, for every role. People read the page, so the contract
/// of the beheer listener does not describe it.
Routes pagina_routes();

}  // namespace vish::server
