#pragma once

#include <string>
#include <vector>

#include "server/config/config.h"

namespace vish::server {

/// Returns, in Dutch, the differences between two configurations for the audit log: the names of the settings, and each
/// operator who came, went, or has another role or certificate. Only the term of the audit log is told with its values.
std::vector<std::string> wijzigingen(const Config& from, const Config& to);

}  // namespace vish::server
