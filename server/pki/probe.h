#pragma once

#include <ctime>
#include <memory>
#include <vector>

#include "base/core/openssl_ptr.h"

namespace vish::server {

/// Makes a certificate as `authority` might issue it to a client, to learn what OpenSSL would say of one. Its own
/// signature is invalid. It names the distribution point of `list`, where that has one; `list` may be null.
X509Ptr make_probe(const X509& authority, const X509_CRL* list);

/// Returns X509_V_OK when OpenSSL can tell from `list` whether `subject`, issued by `authority`, is revoked; else the
/// reason of OpenSSL. It ignores whether the list is overdue, and what it says of `subject`.
int list_error(X509& subject, X509& authority, X509_CRL& list);

/// Returns the reasons of OpenSSL to refuse every certificate below `authority` at `now`, revocation lists apart. `all`
/// are the trusted CAs, with `authority` among them.
std::vector<int> authority_errors(X509& authority, const std::vector<std::shared_ptr<X509>>& all, std::time_t now);

}  // namespace vish::server
