#pragma once

#include "http/message.h"
#include "storage/audit.h"

namespace vish::server {

/// Which lines of the audit log the query of a request asks for. A day is one
/// of Amsterdam, and `tot` includes the day or moment that it names. 400 names
/// what is wrong.
storage::Auditvraag auditvraag_from(const Request& request);

}  // namespace vish::server
