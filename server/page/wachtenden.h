#pragma once

#include "server/page/html.h"
#include "server/page/paginastand.h"

namespace vish::server {

/// Each held delivery with its numbers, until when it can be decided on, and
/// the commands for that.
Html wachtenden(const Paginastand& pagina);

}  // namespace vish::server
