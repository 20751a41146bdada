#pragma once

#include <string>

#include "vishctl/client/view.h"

namespace vish::vishctl {

/// The answer of /controle as a list that can be mailed to the party: plain
/// Dutch, what is done, what is to do, and what only it can see.
std::string controle_text(const Json& controle);

}  // namespace vish::vishctl
