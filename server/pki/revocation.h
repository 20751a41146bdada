#pragma once

#include <ctime>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/pki/authority.h"

namespace vish::server {

/// A certificate that a list in force revokes.
struct Revocation {
  std::size_t depth;  ///< its place in its chain; 0 is the first certificate
  std::string subject;
  std::string issuer;  ///< the name of the CA whose list it is
  bool by_itself;
  const X509_CRL* list;  ///< one of the lists that were given
};

/// Returns in Dutch who revoked the certificate.
std::string revoker_text(const Revocation& revocation);

/// The trusted CAs and the lists in force that OpenSSL looks in.
struct Trusted {
  std::vector<SharedCertificate> authorities;
  std::vector<SharedCrl> lists;
};

/// Returns why OpenSSL refuses all that `authority` issues because a list revokes it; nothing when none does. Of two
/// CAs with one name and key, of which a client may use either, only the one counts that OpenSSL takes at `now`.
std::optional<Revocation> revocation_of(X509& authority, const Trusted& trusted, std::time_t now);

/// Returns the revocations of the certificates of a chain, the first certificate first. A certificate whose issuer has
/// no list here is in none.
std::vector<Revocation> revocations_in(const std::vector<X509*>& chain, const Trusted& trusted, std::time_t now);

}  // namespace vish::server
