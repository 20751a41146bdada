#pragma once

#include <string>
#include <vector>

#include "server/config/config.h"

namespace vish::server {

/// What differs between two configurations, for the audit log: the names of the settings, and of each operator who came
/// or went, or has another role or certificate. Dutch. Of values it tells only that of the term of the audit log.
std::vector<std::string> wijzigingen(const Config& from, const Config& to);

}  // namespace vish::server
