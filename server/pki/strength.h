#pragma once

#include "base/core/openssl_ptr.h"

namespace vish::server {

/// Of OpenSSL, for every chain of a client.
inline constexpr int kAuthLevel = 2;

/// RSA (PKCS#1 v1.5 or PSS) or ECDSA, with SHA-256, SHA-384 or SHA-512.
bool is_strong_signature(const X509_ALGOR& algorithm);

/// RSA of 2048 bits or more, or ECDSA on P-256, P-384 or P-521.
bool is_strong_key(const X509& certificate);

/// To be set on the X509_STORE against which clients are verified. Beside what
/// OpenSSL demands: strong keys and signatures in the whole chain (but for
/// the root's own signature), and a last certificate that is no CA and says
/// itself that it is for signing and for clients of TLS.
int verify_strength(int accepted, X509_STORE_CTX* context);

}  // namespace vish::server
