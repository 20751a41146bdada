#pragma once

#include "server/page/html.h"
#include "server/page/page_content.h"

namespace vish::server {

/// Shows the first PageContent::kWachtenden held deliveries, each with its numbers, the moment until which an operator
/// can decide and the commands for that, and counts the others.
Html wachtenden(const PageContent& pagina);

}  // namespace vish::server
