#include "server/tls/tls_files.h"

#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <exception>
#include <utility>

#include "server/pki/crl.h"
#include "server/pki/saved_lists.h"
#include "server/pki/server_chain.h"
#include "server/tls/tls.h"
#include "server/tls/tls_trial.h"

namespace vish::server {
namespace {

using Mistakes = std::vector<std::string>;

std::shared_ptr<asio::ssl::context> context(const Tlsinstellingen& settings, ClientCertificate client) {
  return std::make_shared<asio::ssl::context>(make_tls_context(settings, client));
}

void add(std::vector<std::string>& all, const std::string& head, const std::vector<std::string>& texts) {
  for (const auto& text : texts) all.push_back(head + text);
}

void read_certificate(const Tlsinstellingen& settings, std::time_t now, Occasion occasion, Tlsbestanden& files,
                      Mistakes& mistakes) {
  try {
    files.asked_for = context(settings, ClientCertificate::asked_for);
    files.required = context(settings, ClientCertificate::required);
    const auto* certificate = SSL_CTX_get0_certificate(files.required->native_handle());
    const auto head = "tls.certificaat " + settings.certificaat.string() + " ";
    auto& wrong = occasion == Occasion::start ? files.not_now : mistakes;
    if (to_time(*X509_get0_notBefore(certificate)) > now) wrong.push_back(head + "is nog niet geldig");
    if (to_time(*X509_get0_notAfter(certificate)) < now) wrong.push_back(head + "is verlopen");
    const auto found = try_handshakes(*files.required->native_handle());
    add(mistakes, head, found.mistakes);
    add(files.remarks, head, found.remarks);
  } catch (const std::exception& unusable) {
    mistakes.emplace_back(unusable.what());
  }
}

void read_trust(const Tlsinstellingen& settings, const std::filesystem::path& saved, std::time_t now, Occasion occasion,
                Tlsbestanden& files, Mistakes& mistakes) {
  try {
    files.trust = std::make_unique<Trust>(Trust::Files{settings.vertrouwd, settings.intrekkingslijsten, saved});
  } catch (const std::exception& unusable) {
    mistakes.push_back(std::string("tls.vertrouwd: ") + unusable.what());
    return;
  }
  const bool is_refused = occasion == Occasion::change;
  const auto notices = files.trust->refresh(now);
  auto& place = is_refused && files.trust->lacks_lists(now) ? mistakes : files.remarks;
  // The notices say which CA has no list, and why a file did not help.
  add(place, "tls.intrekkingslijsten: ", notices);
  add(place, "", files.trust->remarks(now));
  if (const auto obstacle = SavedLists(saved).obstacle(); !obstacle.empty()) {
    add(files.remarks, "tls.intrekkingslijsten: ", {obstacle});
  }
}

void read_chain(const Tlsinstellingen& settings, std::time_t now, Occasion occasion, Tlsbestanden& files,
                Mistakes& mistakes) {
  const auto head = "tls.certificaat " + settings.certificaat.string() + " ";
  const auto chain = server_chain(*files.required->native_handle(), now);
  const auto found = examine(chain, files.trust->certificates(), now);
  add(occasion == Occasion::start ? files.remarks : mistakes, head, found.mistakes);
  add(files.remarks, head, found.remarks);
  add(files.remarks, head, revoked_links(chain, *files.trust, now));
}

}  // namespace

Result<Tlsbestanden, std::vector<std::string>> read_tls(const Tlsinstellingen& settings,
                                                        const std::filesystem::path& saved, std::time_t now,
                                                        Occasion occasion) {
  Tlsbestanden files;
  Mistakes mistakes;
  read_certificate(settings, now, occasion, files, mistakes);
  read_trust(settings, saved, now, occasion, files, mistakes);
  if (files.required && files.trust) read_chain(settings, now, occasion, files, mistakes);
  if (!mistakes.empty()) return mistakes;
  return files;
}

}  // namespace vish::server
