#pragma once

#include <string>

#include "proto/datum.h"
#include "vishctl/view.h"

namespace vish::server {

/// An answer of /v1/status on one screen: first what asks for attention, with
/// what to run about it, then all figures. Throws Json::exception when it is
/// no such answer.
std::string status_screen(const Json& status, proto::Tijdstip nu);

}  // namespace vish::server
