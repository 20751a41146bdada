#include "http/tls_check.h"

#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <exception>

#include "http/tls.h"
#include "pki/trust.h"

namespace vish::server {
namespace {

void check_certificate(const Tlsinstellingen& settings, std::time_t now, std::vector<std::string>& mistakes) {
  const auto add = [&](const std::string& what) {
    mistakes.push_back("tls.certificaat " + settings.certificaat.string() + " " + what);
  };
  try {
    auto context = make_tls_context(settings, ClientCertificate::required);
    const auto* certificate = SSL_CTX_get0_certificate(context.native_handle());
    if (X509_cmp_time(X509_get0_notBefore(certificate), &now) > 0) add("is nog niet geldig");
    if (X509_cmp_time(X509_get0_notAfter(certificate), &now) < 0) add("is verlopen");
  } catch (const std::exception& unusable) {
    add("en tls.sleutel " + settings.sleutel.string() + " zijn samen niet te gebruiken (" + unusable.what() + ")");
  }
}

void check_trust(const Tlsinstellingen& settings, std::time_t now, std::vector<std::string>& mistakes) {
  try {
    Trust trust(settings.vertrouwd, settings.intrekkingslijsten);
    for (const auto& notice : trust.refresh(now)) mistakes.push_back("tls.intrekkingslijsten: " + notice);
  } catch (const std::exception& unusable) {
    mistakes.push_back(std::string("tls.vertrouwd: ") + unusable.what());
  }
}

}  // namespace

std::vector<std::string> tls_mistakes(const Tlsinstellingen& settings, std::time_t now) {
  std::vector<std::string> mistakes;
  check_certificate(settings, now, mistakes);
  check_trust(settings, now, mistakes);
  return mistakes;
}

}  // namespace vish::server
