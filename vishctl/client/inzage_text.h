#pragma once

#include <string>

#include "vishctl/client/view.h"

namespace vish::vishctl {

/// Returns the answer of /v1/inzagen as a letter that can be sent to the citizen: plain Dutch, Dutch time, no BSN.
std::string inzage_text(const Json& inzage);

}  // namespace vish::vishctl
