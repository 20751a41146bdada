#pragma once

#include <ctime>
#include <string>
#include <vector>

#include "config/config.h"

namespace vish::server {

/// Everything that is wrong with the contents of the files of [tls] at that
/// moment, one Dutch sentence each: a certificate that is not valid now or does
/// not go with its key, a CA that cannot be read, a CA without a revocation
/// list in force.
std::vector<std::string> tls_mistakes(const Tlsinstellingen& settings, std::time_t now);

}  // namespace vish::server
