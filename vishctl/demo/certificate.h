#pragma once

#include <string>

#include "base/core/openssl_ptr.h"

namespace vish::vishctl {

/// The subject of a certificate, as in PKIoverheid. All text is UTF-8.
struct Subject {
  std::string organisatie;
  std::string naam;  ///< common name
  std::string oin;   ///< in Subject.serialNumber; empty: none
};

enum class Usage { root, server, client };

/// A certificate and its private key.
struct Identity {
  X509Ptr certificate;
  PkeyPtr key;
};

/// Makes an ECDSA P-256 key and its certificate, signed with SHA-256. Without
/// an issuer it signs itself. A server certificate is for localhost only.
/// Throws std::runtime_error when OpenSSL refuses.
Identity make_identity(const Subject& subject, Usage usage, const Identity* issuer);

/// An empty revocation list of that issuer, valid from now on. Throws as above.
CrlPtr make_empty_crl(const Identity& issuer);

std::string to_pem(const X509& certificate);
std::string to_pem(const X509_CRL& list);
std::string to_pem(const EVP_PKEY& key);

}  // namespace vish::vishctl
