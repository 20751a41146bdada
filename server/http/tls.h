#pragma once

#include <boost/asio/ssl/context.hpp>
#include <ctime>

#include "server/config/config.h"
#include "server/http/message.h"

namespace vish::server {

enum class ClientCertificate { asked_for, required };

/// Two-sided TLS as Digikoppeling and NCSC ask: TLS 1.3, and 1.2 with ECDHE
/// and AES-GCM or ChaCha20 only; no renegotiation, and no session resumption,
/// since a ticket would outlive a revocation. It trusts nobody by itself: see
/// Admission. Throws on unusable files.
asio::ssl::context make_tls_context(const Tlsinstellingen& settings, ClientCertificate client);

/// When the certificate that it shows expires, or the first of its chain.
std::time_t certificate_expires(asio::ssl::context& context);

/// The caller on a connection whose handshake is complete.
Caller caller_of(TlsStream& stream);

}  // namespace vish::server
