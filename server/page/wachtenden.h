#pragma once

#include "server/page/html.h"
#include "server/page/page_content.h"

namespace vish::server {

/// Each held delivery with its numbers, until when it can be decided on, and
/// the commands for that.
Html wachtenden(const PageContent& pagina);

}  // namespace vish::server
