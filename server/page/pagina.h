#pragma once

#include <string>

#include "server/page/paginastand.h"

namespace vish::server {

/// The operators' page as an HTML document: readable without scripts and
/// without colours, by a person or a screen reader.
std::string pagina(const Paginastand& stand);

/// Today in one sentence: that questions get no answer, else how the
/// deliveries stand.
std::string kernzin(const Paginastand& stand);

}  // namespace vish::server
