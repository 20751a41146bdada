#pragma once

#include <chrono>
#include <ctime>
#include <optional>
#include <string>

#include "server/http/message.h"

namespace vish::server {

/// The answer as it goes over the connection, with the headers that every
/// answer carries (NL API Design Rules, API-57 and transport security). `idle`
/// is how long the connection stays open without a next request; nothing: it
/// ends with this answer. The answer to a HEAD goes without its body.
std::string to_wire(const Response& response, const Trace& trace, std::optional<std::chrono::seconds> idle,
                    bool with_body);

/// As in `Date: Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 section 5.6.7).
std::string http_date(std::time_t moment);

/// What a client is told of that time: less, so that it does not ask on a
/// connection that is just being closed.
std::chrono::seconds promised_idle(std::chrono::seconds idle);

}  // namespace vish::server
