#pragma once

#include <string>

#include "base/calendar/datum.h"
#include "proto/notices/status.h"

namespace vish::vishctl {

/// The status on one screen: first what asks for attention, with what to run
/// about it, then all figures.
std::string status_screen(const proto::Status& status, Tijdstip nu);

}  // namespace vish::vishctl
