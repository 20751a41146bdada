#include "server/http/admission.h"

#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <algorithm>

#include "server/pki/crl.h"

namespace vish::server {

void Admission::begin(TlsStream& stream) {
  // The epoch comes first: a change between the two lines then leads to one more check.
  epoch_ = trust_->epoch();
  const auto store = trust_->store();
  require_openssl(SSL_set1_verify_cert_store(stream.native_handle(), store.get()) == 1, "vertrouwen");
}

void Admission::complete(TlsStream& stream) {
  auto* native = stream.native_handle();
  complete_ = true;
  auto* chain = SSL_get0_verified_chain(native);
  for (int i = 0; i < sk_X509_num(chain); ++i) {
    expires_ = std::min(expires_, to_time(*X509_get0_notAfter(sk_X509_value(chain, i))));
  }
  // Without this each connection would keep the lists of its first day in memory.
  SSL_set1_verify_cert_store(native, nullptr);
}

bool Admission::holds(TlsStream& stream, std::time_t now) {
  if (!complete_) return true;
  if (expires_ <= now) return false;
  if (is_current()) return true;
  const auto epoch = trust_->epoch();
  auto* native = stream.native_handle();
  const X509Ptr certificate(SSL_get1_peer_certificate(native));
  if (certificate && trust_->verify(*certificate, SSL_get_peer_cert_chain(native)) != X509_V_OK) return false;
  epoch_ = epoch;
  return true;
}

std::string certificate_refusal(TlsStream& stream) {
  const auto result = SSL_get_verify_result(stream.native_handle());
  return result == X509_V_OK ? "" : X509_verify_cert_error_string(result);
}

}  // namespace vish::server
