#pragma once

#include <string>

#include "server/page/page_content.h"

namespace vish::server {

/// Returns the operators' page as an HTML document: readable without scripts and without colours, by a person or a
/// screen reader.
std::string pagina(const PageContent& content);

/// Returns one Dutch sentence about today: that questions get no answer, else how the deliveries stand.
std::string kernzin(const PageContent& content);

}  // namespace vish::server
