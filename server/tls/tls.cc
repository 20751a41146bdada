#include "server/tls/tls.h"

#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <array>
#include <span>
#include <stdexcept>

#include "base/core/hex.h"
#include "base/core/identity_files.h"
#include "base/core/openssl_ptr.h"
#include "server/pki/server_chain.h"
#include "server/tls/tls_algorithms.h"

namespace vish::server {
namespace {

std::string fingerprint(const X509& certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  require_openssl(X509_digest(&certificate, EVP_sha256(), digest.data(), &length) == 1, "vingerafdruk");
  return to_hex(std::span(digest).first(length));
}

/// Returns the OIN in the only serialNumber of the subject (OID 2.5.4.5); nothing when there is none, several, or one
/// that is no OIN.
std::optional<proto::Oin> oin_of(const X509& certificate) {
  const auto* subject = X509_get_subject_name(&certificate);
  const int first = X509_NAME_get_index_by_NID(subject, NID_serialNumber, -1);
  if (first < 0 || X509_NAME_get_index_by_NID(subject, NID_serialNumber, first) >= 0) return std::nullopt;
  const auto* value = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, first));
  return proto::Oin::parse({reinterpret_cast<const char*>(ASN1_STRING_get0_data(value)),
                            static_cast<std::size_t>(ASN1_STRING_length(value))});
}

}  // namespace

asio::ssl::context make_tls_context(const Tlsinstellingen& settings, ClientCertificate client) {
  asio::ssl::context context(asio::ssl::context::tls_server);
  auto* native = context.native_handle();
  use_good_algorithms(*native);
  SSL_CTX_set_options(native, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                  SSL_OP_NO_COMPRESSION | SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_num_tickets(native, 0);
  SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);

  const GivenFile certificate{"tls.certificaat", settings.certificaat};
  use_identity(*native, certificate, {"tls.sleutel", settings.sleutel}, Keypassword::none);
  require_for_servers(*native, certificate);
  SSL_CTX_set_client_CA_list(native, SSL_load_client_CA_file(settings.vertrouwd.c_str()));
  const auto mode =
      asio::ssl::verify_peer | (client == ClientCertificate::required ? asio::ssl::verify_fail_if_no_peer_cert : 0);
  context.set_verify_mode(mode);
  return context;
}

std::time_t certificate_expires(asio::ssl::context& context) {
  return expires(server_chain(*context.native_handle(), std::time(nullptr)));
}

Caller caller_of(TlsStream& stream) {
  auto* native = stream.native_handle();
  const X509Ptr certificate(SSL_get1_peer_certificate(native));
  if (!certificate || SSL_get_verify_result(native) != X509_V_OK) return {};
  return {true, oin_of(*certificate), fingerprint(*certificate)};
}

}  // namespace vish::server
