#pragma once

#include <openssl/ssl.h>

#include <ctime>
#include <string>
#include <vector>

#include "server/pki/authority.h"

namespace vish::server {

/// What a server shows of itself, link by link.
struct ServerChain {
  std::vector<X509*> links;  ///< its certificate, its issuer, and so on; of the SSL_CTX
  std::vector<X509*> rest;   ///< in the file, but in no link
  bool in_order;             ///< in the file as TLS asks
};

/// The chain takes, of several certificates that may be the issuer, one that is valid at `now`.
ServerChain server_chain(SSL_CTX& context, std::time_t now);

/// When the first of its links expires; a root does not count, for who trusts
/// it has it.
std::time_t expires(const ServerChain& chain);

/// Why clients may not accept it at `now`, as ends of Dutch sentences about
/// the file.
struct ChainFindings {
  std::vector<std::string> mistakes;  ///< nobody can
  std::vector<std::string> remarks;
};

/// `known`: the CAs that are trusted here, among which its issuers may be.
ChainFindings examine(const ServerChain& chain, const std::vector<SharedCertificate>& known, std::time_t now);

}  // namespace vish::server
