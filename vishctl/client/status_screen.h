#pragma once

#include <string>

#include "base/calendar/datum.h"
#include "proto/notices/status.h"

namespace vish::vishctl {

/// Returns the status on one screen: first the points that ask for attention, each with the command that helps, then
/// all figures.
std::string status_screen(const proto::Status& status, Tijdstip nu);

}  // namespace vish::vishctl
