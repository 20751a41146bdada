#pragma once

#include <string>

#include "http/message.h"

namespace vish::server {

/// The answer as it goes over the connection, with the headers that every
/// answer carries (NL API Design Rules, API-57 and transport security). The
/// answer to a HEAD goes without its body.
std::string to_wire(const Response& response, const Trace& trace, bool keep_alive, bool with_body);

}  // namespace vish::server
