#pragma once

#include <string>

#include "http/message.h"

namespace vish::server {

/// The answer as it goes over the connection, with the headers that every
/// answer carries (NL API Design Rules, API-57 and transport security).
std::string to_wire(const Response& response, const Trace& trace, bool keep_alive);

}  // namespace vish::server
