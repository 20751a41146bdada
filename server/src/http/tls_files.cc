#include "http/tls_files.h"

#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <exception>
#include <utility>

#include "http/tls.h"

namespace vish::server {
namespace {

using Mistakes = std::vector<std::string>;

std::shared_ptr<asio::ssl::context> context(const Tlsinstellingen& settings, ClientCertificate client) {
  return std::make_shared<asio::ssl::context>(make_tls_context(settings, client));
}

void read_certificate(const Tlsinstellingen& settings, std::time_t now, Tlsbestanden& files, Mistakes& mistakes) {
  const auto add = [&](const std::string& what) {
    mistakes.push_back("tls.certificaat " + settings.certificaat.string() + " " + what);
  };
  try {
    files.asked_for = context(settings, ClientCertificate::asked_for);
    files.required = context(settings, ClientCertificate::required);
    const auto* certificate = SSL_CTX_get0_certificate(files.required->native_handle());
    if (X509_cmp_time(X509_get0_notBefore(certificate), &now) > 0) add("is nog niet geldig");
    if (X509_cmp_time(X509_get0_notAfter(certificate), &now) < 0) add("is verlopen");
  } catch (const std::exception& unusable) {
    mistakes.emplace_back(unusable.what());
  }
}

void read_trust(const Tlsinstellingen& settings, std::time_t now, LateLists lists, Tlsbestanden& files,
                Mistakes& mistakes) {
  try {
    files.trust = std::make_unique<Trust>(settings.vertrouwd, settings.intrekkingslijsten);
  } catch (const std::exception& unusable) {
    mistakes.push_back(std::string("tls.vertrouwd: ") + unusable.what());
    return;
  }
  files.notices = files.trust->refresh(now);
  bool all_listed = true;
  for (const auto& authority : files.trust->authorities()) all_listed &= authority.next_update > now;
  if (all_listed || lists == LateLists::awaited) return;
  // They say of which CA there is none, and why a file did not help.
  for (const auto& notice : files.notices) mistakes.push_back("tls.intrekkingslijsten: " + notice);
}

}  // namespace

Result<Tlsbestanden, std::vector<std::string>> read_tls(const Tlsinstellingen& settings, std::time_t now,
                                                        LateLists lists) {
  Tlsbestanden files;
  Mistakes mistakes;
  read_certificate(settings, now, files, mistakes);
  read_trust(settings, now, lists, files, mistakes);
  if (!mistakes.empty()) return mistakes;
  return files;
}

}  // namespace vish::server
