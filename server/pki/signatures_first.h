#pragma once

#include <openssl/x509_vfy.h>

namespace vish::server {

/// Has `store`, which verifies clients, look at the revocation of a chain only when each of its certificates is signed
/// by the next. OpenSSL looks at signatures last, and hashes the whole list of a CA before; so anybody could have it do
/// so with a certificate that only names the CA. Throws std::runtime_error when OpenSSL refuses.
void verify_signatures_first(X509_STORE& store);

}  // namespace vish::server
