#pragma once

#include <string>

#include "base/core/openssl_ptr.h"

namespace vish::server {

/// What authority_errors() found, as the end of a Dutch sentence about that CA.
std::string authority_text(int error);

/// Why `list` serves nobody below `authority`, as the end of a Dutch sentence
/// about the list. `error`: of list_error().
std::string list_text(int error, const X509_CRL& list, X509& authority);

}  // namespace vish::server
