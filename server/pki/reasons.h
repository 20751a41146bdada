#pragma once

#include <string>

#include "base/core/openssl_ptr.h"

namespace vish::server {

/// Returns a reason of authority_errors() as the end of a Dutch sentence about the CA.
std::string authority_text(int error);

/// Returns why `list` covers no certificate below `authority`, as the end of a Dutch sentence about the list. `error`
/// is a result of list_error().
std::string list_text(int error, const X509_CRL& list, X509& authority);

}  // namespace vish::server
