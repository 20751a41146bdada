#include "server/tls/tls_trial.h"

#include <openssl/err.h>

#include <memory>
#include <optional>

#include "base/core/openssl_ptr.h"
#include "server/pki/strength.h"
#include "server/tls/tls_algorithms.h"

namespace vish::server {
namespace {

using SslPtr = std::unique_ptr<SSL, OpensslDeleter<SSL_free>>;
using SslContextPtr = std::unique_ptr<SSL_CTX, OpensslDeleter<SSL_CTX_free>>;

SslPtr make_client(int version) {
  const SslContextPtr context(SSL_CTX_new(TLS_client_method()));
  require_openssl(context != nullptr, "proefverbinding");
  use_good_algorithms(*context);
  SslPtr client(SSL_new(context.get()));
  require_openssl(client && SSL_set_min_proto_version(client.get(), version) == 1 &&
                      SSL_set_max_proto_version(client.get(), version) == 1,
                  "proefverbinding");
  SSL_set_verify(client.get(), SSL_VERIFY_NONE, nullptr);
  SSL_set_connect_state(client.get());
  return client;
}

SslPtr make_server(SSL_CTX& context) {
  SslPtr server(SSL_new(&context));
  require_openssl(server != nullptr, "proefverbinding");
  SSL_set_verify(server.get(), SSL_VERIFY_NONE, nullptr);
  SSL_set_accept_state(server.get());
  return server;
}

void join(SSL& client, SSL& server) {
  BIO* of_client = nullptr;
  BIO* of_server = nullptr;
  require_openssl(BIO_new_bio_pair(&of_client, 0, &of_server, 0) == 1, "proefverbinding");
  SSL_set_bio(&client, of_client, of_client);
  SSL_set_bio(&server, of_server, of_server);
}

/// Takes a handshake as far as it goes now. Returns why it failed; nothing when it did not.
std::optional<std::string> go_on(SSL& side) {
  ERR_clear_error();
  const int error = SSL_get_error(&side, SSL_do_handshake(&side));
  if (error == SSL_ERROR_NONE || error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE) return std::nullopt;
  const char* reason = ERR_reason_error_string(ERR_peek_error());
  ERR_clear_error();
  return reason == nullptr ? "de handdruk breekt af" : reason;
}

/// Returns why no connection is possible with a version of TLS; nothing when one is.
std::optional<std::string> obstacle(SSL_CTX& context, int version) {
  // This is far more than a handshake takes, also a handshake with a chain that fills the pipe a few times.
  constexpr int kMostTurns = 100;
  const auto client = make_client(version);
  const auto server = make_server(context);
  join(*client, *server);
  for (int turn = 0; turn < kMostTurns; ++turn) {
    for (auto* side : {client.get(), server.get()}) {
      if (auto reason = go_on(*side)) return reason;
    }
    if (SSL_is_init_finished(client.get()) == 1 && SSL_is_init_finished(server.get()) == 1) return std::nullopt;
  }
  return "de handdruk komt niet tot een einde";
}

std::string advice(const SSL_CTX& context) {
  const auto* certificate = SSL_CTX_get0_certificate(&context);
  if (certificate == nullptr || is_strong_key(*certificate)) return {};
  return "; neem een sleutel die RSA is (2048 bits of meer) of ECDSA op P-256, P-384 of P-521";
}

}  // namespace

TrialFindings try_handshakes(SSL_CTX& context) {
  const auto with_13 = obstacle(context, TLS1_3_VERSION);
  const auto with_12 = obstacle(context, TLS1_2_VERSION);
  if (!with_13 && !with_12) return {};
  const auto reason = " (" + (with_13 ? *with_13 : *with_12) + ")" + advice(context);
  if (with_13 && with_12) return {{"laat geen enkele verbinding toe, met TLS 1.3 noch TLS 1.2" + reason}, {}};
  return {{}, {"laat geen verbinding toe met TLS " + std::string(with_13 ? "1.3" : "1.2") + reason}};
}

}  // namespace vish::server
