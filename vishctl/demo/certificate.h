#pragma once

#include <string>

#include "base/core/openssl_ptr.h"

namespace vish::vishctl {

/// The subject of a certificate, as in PKIoverheid. All text is UTF-8.
struct Subject {
  std::string organisatie;
  std::string naam;  ///< the common name
  std::string oin;   ///< goes into Subject.serialNumber; empty for none
};

/// The purpose of a certificate.
enum class Usage { root, server, client };

/// A certificate and its private key.
struct Identity {
  X509Ptr certificate;
  PkeyPtr key;
};

/// Makes an ECDSA P-256 key and its certificate, signed with SHA-256 by `issuer`, or by itself where `issuer` is null.
/// A server certificate is for localhost only. Throws std::runtime_error when OpenSSL refuses.
Identity make_identity(const Subject& subject, Usage usage, const Identity* issuer);

/// Makes an empty revocation list of an issuer, valid from now on. Throws std::runtime_error when OpenSSL refuses.
CrlPtr make_empty_crl(const Identity& issuer);

std::string to_pem(const X509& certificate);
std::string to_pem(const X509_CRL& list);
std::string to_pem(const EVP_PKEY& key);

}  // namespace vish::vishctl
