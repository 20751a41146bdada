#pragma once

#include <string>

#include "server/page/page_content.h"

namespace vish::server {

/// The operators' page as an HTML document: readable without scripts and
/// without colours, by a person or a screen reader.
std::string pagina(const PageContent& content);

/// Today in one sentence: that questions get no answer, else how the
/// deliveries stand.
std::string kernzin(const PageContent& content);

}  // namespace vish::server
