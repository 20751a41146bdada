#pragma once

#include "pagina/html.h"
#include "pagina/paginastand.h"

namespace vish::server {

/// Each held delivery with its numbers, until when it can be decided on, and
/// the commands for that.
Html wachtenden(const Paginastand& pagina);

}  // namespace vish::server
