#pragma once

#include <openssl/x509_vfy.h>

#include "base/core/openssl_ptr.h"

namespace vish::server {

// These functions tell which revocation list is for which certificate, where OpenSSL would choose wrongly. They are for
// the X509_STORE that verifies clients.

/// Returns the lists that the issuer of the present certificate signed itself. Several CAs may have one name, for
/// instance after a change of keys; OpenSSL would take the newest of all their lists, and then refuse its signature.
/// The last issued list for the certificate decides. Where that list is in time, overdue lists are left out, because
/// OpenSSL would prefer one with a fitting scope. Where it is overdue, earlier lists are left out, so that no
/// certificate that it revoked is let in.
STACK_OF(X509_CRL) * lists_of_issuer(const X509_STORE_CTX* context, const X509_NAME* name);

/// Whether a list with a distribution point covers the root itself as well as the CAs below it. A root names no
/// distribution point, because only the root could revoke itself.
bool serves_root(const X509_CRL& list, const X509& root);

/// Whether OpenSSL stopped only because the root, which has CAs below it, names no distribution point.
bool is_root_without_point(X509_STORE_CTX* context);

}  // namespace vish::server
