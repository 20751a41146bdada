#pragma once

#include <string>

#include "http/message.h"
#include "storage/audit.h"

namespace vish::server {

/// Which page of the audit log the query of a request asks for. A day is one
/// of Amsterdam, and `tot` includes the day or moment that it names. 400 names
/// what is wrong.
storage::Auditvraag auditpagina_from(const Request& request);

/// The filters of a request for an export, in words for the log; checked as
/// those of a page. Empty: none.
std::string auditfilter_from(const Request& request);

}  // namespace vish::server
