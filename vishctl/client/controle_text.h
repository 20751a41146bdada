#pragma once

#include <string>

#include "vishctl/client/view.h"

namespace vish::vishctl {

/// Returns the answer of /controle as a list that can be mailed to the party: plain Dutch, with the points that are
/// done, the points to do, and the points that only the party can see.
std::string controle_text(const Json& controle);

}  // namespace vish::vishctl
