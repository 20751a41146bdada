#pragma once

#include "base/core/openssl_ptr.h"

namespace vish::server {

/// The security level of OpenSSL for every chain of a client.
inline constexpr int kAuthLevel = 2;

/// Whether a signature is RSA (PKCS#1 v1.5 or PSS) or ECDSA, with SHA-256, SHA-384 or SHA-512.
bool is_strong_signature(const X509_ALGOR& algorithm);

/// Whether a key is RSA of 2048 bits or more, or ECDSA on P-256, P-384 or P-521.
bool is_strong_key(const X509& certificate);

/// A verify callback for the X509_STORE that verifies clients. Beyond OpenSSL it demands strong keys and signatures in
/// the whole chain (the signature of the root itself apart), and a last certificate that is no CA and that states the
/// purposes of signing and of TLS clients.
int verify_strength(int accepted, X509_STORE_CTX* context);

}  // namespace vish::server
