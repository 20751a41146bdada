#include "base/core/identity_files.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <array>
#include <span>
#include <stdexcept>
#include <string>

#include "base/core/hex.h"
#include "base/core/openssl_ptr.h"
#include "base/core/pem_text.h"
#include "base/core/textfile.h"

namespace vish {
namespace {

std::string named(const GivenFile& given) { return std::string(given.setting) + " " + given.file.string(); }

[[noreturn]] void refuse(const std::string& why) {
  ERR_clear_error();
  throw std::runtime_error(why);
}

void require_readable(const GivenFile& given) {
  if (const auto reason = unreadable(given.file)) refuse(std::string(given.setting) + ": " + *reason);
}

bool is_too_weak() {
  const auto error = ERR_peek_last_error();
  const auto reason = ERR_GET_REASON(error);
  return ERR_GET_LIB(error) == ERR_LIB_SSL &&
         (reason == SSL_R_EE_KEY_TOO_SMALL || reason == SSL_R_CA_KEY_TOO_SMALL || reason == SSL_R_CA_MD_TOO_WEAK);
}

/// A password callback of OpenSSL that gives no password and sets the bool at `asked`.
int no_password(char* /*buffer*/, int /*size*/, int /*writing*/, void* asked) {
  *static_cast<bool*>(asked) = true;
  return -1;
}

PkeyPtr read_key(const GivenFile& given, Keypassword password) {
  require_readable(given);
  const BioPtr bio(BIO_new_file(given.file.c_str(), "r"));
  bool asked = false;
  EVP_set_pw_prompt("Wachtwoord van de privésleutel: ");
  auto* const ask = password == Keypassword::none ? no_password : nullptr;
  PkeyPtr key(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, ask, ask == nullptr ? nullptr : &asked) : nullptr);
  if (asked) refuse(named(given) + " is met een wachtwoord versleuteld; geef een sleutel zonder");
  if (!key) refuse(named(given) + " is geen privésleutel (PEM), of het wachtwoord klopt niet");
  return key;
}

}  // namespace

void use_identity(SSL_CTX& context, const GivenFile& certificate, const GivenFile& key, Keypassword password) {
  require_readable(certificate);
  ERR_clear_error();
  if (SSL_CTX_use_certificate_chain_file(&context, certificate.file.c_str()) != 1) {
    refuse(named(certificate) + (is_too_weak() ? " heeft een te zwakke sleutel of ondertekening"
                                               : " is geen certificaat (PEM), of zijn keten is dat niet"));
  }
  if (const auto defect = pem_defect(read_text(certificate.file)); !defect.empty()) {
    refuse(named(certificate) + " " + defect);
  }
  const auto own = read_key(key, password);
  if (X509_check_private_key(SSL_CTX_get0_certificate(&context), own.get()) != 1) {
    refuse(named(certificate) + " en " + named(key) + " zijn samen niet te gebruiken: ze horen niet bij elkaar");
  }
  if (SSL_CTX_use_PrivateKey(&context, own.get()) != 1) refuse(named(key) + " is niet te gebruiken");
}

void require_for_servers(SSL_CTX& context, const GivenFile& certificate) {
  if (X509_check_purpose(SSL_CTX_get0_certificate(&context), X509_PURPOSE_SSL_SERVER, 0) == 1) return;
  refuse(named(certificate) + " is niet voor een server: zijn (extended) keyUsage laat serverAuth niet toe");
}

std::string certificate_fingerprint(const std::filesystem::path& pem) {
  const auto contents = read_text(pem);
  const BioPtr bio(BIO_new_mem_buf(contents.data(), static_cast<int>(contents.size())));
  const X509Ptr certificate(bio ? PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr) : nullptr);
  ERR_clear_error();
  if (!certificate) throw std::runtime_error(pem.string() + " is geen certificaat (PEM)");
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  require_openssl(X509_digest(certificate.get(), EVP_sha256(), digest.data(), &size) == 1, pem.string());
  return to_hex(std::span(digest).first(size));
}

}  // namespace vish
