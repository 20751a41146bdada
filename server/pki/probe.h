#pragma once

#include <ctime>
#include <memory>
#include <vector>

#include "base/core/openssl_ptr.h"

namespace vish::server {

/// A certificate as `authority` might issue it to a client, to find out what
/// OpenSSL would make of one; its own signature does not hold. It names the
/// distribution point of `list`, where that has one. `list` may be null.
X509Ptr make_probe(const X509& authority, const X509_CRL* list);

/// X509_V_OK when OpenSSL can tell from `list` whether `subject`, issued by
/// `authority`, is revoked; else its reason. Overdue or not, and whatever it
/// says of `subject`, does not count.
int list_error(X509& subject, X509& authority, X509_CRL& list);

/// Why everyone below `authority` is refused at `now` for that CA itself, as
/// reasons of OpenSSL; revocation lists apart. `all`: what is trusted,
/// `authority` among it.
std::vector<int> authority_errors(X509& authority, const std::vector<std::shared_ptr<X509>>& all, std::time_t now);

}  // namespace vish::server
