#pragma once

#include <boost/asio/ssl/context.hpp>
#include <ctime>

#include "server/config/config.h"
#include "server/message/message.h"
#include "server/tls/tls_stream.h"

namespace vish::server {

/// Says whether a handshake fails without a certificate of the client.
enum class ClientCertificate { asked_for, required };

/// Makes a context for mutual TLS as Digikoppeling and NCSC demand: TLS 1.3, and TLS 1.2 with ECDHE and AES-GCM or
/// ChaCha20 only; no renegotiation; and no session resumption, because a ticket would outlive a revocation. It trusts
/// nobody by itself: see Admission. Throws std::runtime_error on unusable files.
asio::ssl::context make_tls_context(const Tlsinstellingen& settings, ClientCertificate client);

/// Returns when the certificate of the server, or the first of its chain, expires.
std::time_t certificate_expires(asio::ssl::context& context);

/// Returns the client on a connection whose handshake is complete.
Caller caller_of(TlsStream& stream);

}  // namespace vish::server
