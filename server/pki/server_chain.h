#pragma once

#include <openssl/ssl.h>

#include <ctime>
#include <string>
#include <vector>

#include "server/pki/trust.h"

namespace vish::server {

/// The certificates that a server shows, link by link.
struct ServerChain {
  std::vector<X509*> links;  ///< its certificate, its issuer, and so on; the SSL_CTX owns them
  std::vector<X509*> rest;   ///< certificates of the file that are in no link
  bool in_order;             ///< the file has them in the order of TLS
};

/// Follows the chain from the certificate of `context`. Of several possible issuers it takes one that is valid at
/// `now`.
ServerChain server_chain(SSL_CTX& context, std::time_t now);

/// Returns when the first link expires. A root does not count, because every client that trusts a root has that root.
std::time_t expires(const ServerChain& chain);

/// The reasons why clients may refuse the chain, as ends of Dutch sentences about the file.
struct ChainFindings {
  std::vector<std::string> mistakes;  ///< no client can accept the chain
  std::vector<std::string> remarks;
};

/// Examines a chain at `now`. `known` are the CAs that are trusted here; its issuers may be among them.
ChainFindings examine(const ServerChain& chain, const std::vector<SharedCertificate>& known, std::time_t now);

/// Returns, as ends of Dutch sentences about the file, which links the lists in force of `trust` revoke.
std::vector<std::string> revoked_links(const ServerChain& chain, const Trust& trust, std::time_t now);

}  // namespace vish::server
