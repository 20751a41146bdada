#pragma once

#include "server/message/route.h"

namespace vish::server {

/// Whether the request is to be carried out only where there is nothing yet: `If-None-Match: *` (RFC 9110 section
/// 13.1.2).
bool asks_for_new_only(const Request& request);

/// Refuses (400) a request that changes something under a condition that its route does not look at: a sender that asks
/// for a condition counts on it. A request that changes nothing is carried out whatever its condition, and conditions
/// that RFC 9110 has a server ignore there count nowhere.
void require_no_unknown_condition(const Route& route, const Request& request);

}  // namespace vish::server
