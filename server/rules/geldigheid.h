#pragma once

#include <ctime>
#include <vector>

#include "proto/notices/status.h"
#include "server/pki/trust.h"

namespace vish::server {

/// The certificate of the server, which holds until `server`, then each CA and
/// its revocation list. Each name stands once for a kind, with the first moment.
std::vector<proto::Geldigheid> geldigheden(const Trust& trust, std::time_t server);

}  // namespace vish::server
