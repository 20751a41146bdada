#pragma once

#include "server/http/route.h"

namespace vish::server {

/// The operators' page and its style sheet, for every role. They are for
/// people, so the contract of the beheer listener does not describe them.
Routes pagina_routes();

}  // namespace vish::server
