#pragma once

#include <chrono>
#include <ctime>
#include <optional>
#include <string>

#include "server/message/message.h"

namespace vish::server {

/// Formats an answer for the connection, with the headers of every answer (NL API Design Rules, API-57 and transport
/// security). `idle` is how long the connection stays open without a next request; absent when the connection ends with
/// this answer. The answer to a HEAD has no body.
std::string to_wire(const Response& response, const Trace& trace, std::optional<std::chrono::seconds> idle,
                    bool with_body);

/// Formats a moment for a header: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 section 5.6.7).
std::string http_date(std::time_t moment);

/// Returns the idle time that the client is told, which is less than `idle`, so that the client does not ask on a
/// connection that is just being closed.
std::chrono::seconds promised_idle(std::chrono::seconds idle);

}  // namespace vish::server
