#pragma once

#include <openssl/x509_vfy.h>

#include "base/core/openssl_ptr.h"

namespace vish::server {

// Which revocation list is for whom, where OpenSSL chooses otherwise. For the
// X509_STORE against which clients are verified.

/// The lists that the issuer of the certificate at hand signed itself: several
/// CAs may have one name, as after a change of keys, and of all their lists
/// OpenSSL would take the newest, and then refuse its signature. The last issued
/// of those that are for the certificate decides. Where that is in time the
/// overdue ones are left out: OpenSSL would rather take one of which the scope
/// fits. Where that is overdue those issued before it are left out, so that
/// nobody is let in whom it revoked.
STACK_OF(X509_CRL) * lists_of_issuer(const X509_STORE_CTX* context, const X509_NAME* name);

/// Whether a list that names a distribution point serves the root itself as
/// well as the CAs below it: a root names no point, for only it could revoke
/// itself.
bool serves_root(const X509_CRL& list, const X509& root);

/// Whether OpenSSL stopped at a root with CAs below it for that alone.
bool is_root_without_point(X509_STORE_CTX* context);

}  // namespace vish::server
