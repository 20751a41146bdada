#pragma once

#include <openssl/ssl.h>

#include <string>
#include <vector>

namespace vish::server {

/// The reasons why clients get no connection, as ends of Dutch sentences about the certificate of the server.
struct TrialFindings {
  std::vector<std::string> mistakes;  ///< with no version of TLS is a connection possible
  std::vector<std::string> remarks;   ///< with one version of TLS none is
};

/// Makes a connection with `context` in memory, with TLS 1.3 and with TLS 1.2, as a client does that allows all that
/// this server allows. It tries the certificate and the key of the server alone: the client shows no certificate and
/// accepts any.
TrialFindings try_handshakes(SSL_CTX& context);

}  // namespace vish::server
