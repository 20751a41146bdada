#pragma once

#include <string>

#include "base/calendar/datum.h"
#include "vishctl/client/view.h"

namespace vish::vishctl {

/// An answer of /v1/status on one screen: first what asks for attention, with
/// what to run about it, then all figures. Throws Json::exception when it is
/// no such answer.
std::string status_screen(const Json& status, Tijdstip nu);

}  // namespace vish::vishctl
