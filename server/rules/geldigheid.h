#pragma once

#include <ctime>
#include <vector>

#include "proto/notices/status.h"
#include "server/pki/trust.h"

namespace vish::server {

/// Returns until when the certificate of the server holds, which is `server`, and then until when each CA and its
/// revocation list hold. A name stands once for each kind, with the first moment.
std::vector<proto::Geldigheid> geldigheden(const Trust& trust, std::time_t server);

}  // namespace vish::server
