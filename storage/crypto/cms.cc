#include "storage/crypto/cms.h"

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <iterator>
#include <limits>
#include <utility>

#include "base/core/openssl_ptr.h"
#include "base/core/pem_text.h"
#include "base/core/textfile.h"

namespace vish::storage {
namespace {

using Envelope = std::unique_ptr<CMS_ContentInfo, OpensslDeleter<CMS_ContentInfo_free>>;

BioPtr reading(const std::filesystem::path& file) { return BioPtr(BIO_new_file(file.c_str(), "r")); }

BioPtr over(std::string_view bytes) {
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) return nullptr;
  return BioPtr(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
}

Error encryption_failed() {
  ERR_clear_error();
  return {ErrorCode::io, "versleutelen is mislukt: kan met het certificaat van elke ontvanger worden versleuteld?"};
}

bool add_recipient(CMS_ContentInfo* message, X509* certificate) {
  auto* recipient = CMS_add1_recipient_cert(message, certificate, CMS_KEY_PARAM);
  if (recipient == nullptr) return false;
  if (EVP_PKEY_get_base_id(X509_get0_pubkey(certificate)) != EVP_PKEY_RSA) return true;
  auto* context = CMS_RecipientInfo_get0_pkey_ctx(recipient);
  return context != nullptr && EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) == 1 &&
         EVP_PKEY_CTX_set_rsa_oaep_md(context, EVP_sha256()) == 1;
}

}  // namespace

Stored<Ontvangers> Ontvangers::load(const std::filesystem::path& file) {
  if (const auto reason = unreadable(file)) {
    return Error{ErrorCode::io, "het bestand met de ontvangers van back-ups is niet te lezen: " + *reason};
  }
  const auto text = read_text(file);
  auto found = pem_certificates(text);
  if (found.empty()) {
    return Error{
        ErrorCode::foreign,
        "in het bestand met de ontvangers van back-ups staat geen leesbaar certificaat (PEM): " + file.string()};
  }
  if (const auto defect = pem_defect(text); !defect.empty()) {
    return Error{ErrorCode::foreign, "het bestand met de ontvangers van back-ups, " + file.string() + ", " + defect};
  }
  Ontvangers ontvangers;
  std::move(found.begin(), found.end(), std::back_inserter(ontvangers.certificates_));
  return ontvangers;
}

Stored<std::string> Ontvangers::encrypt(std::string_view plain) const {
  const Envelope message(CMS_AuthEnvelopedData_create(EVP_aes_256_gcm()));
  const auto in = over(plain);
  const BioPtr out(BIO_new(BIO_s_mem()));
  if (!message || !in || !out || CMS_set_detached(message.get(), 0) != 1) return encryption_failed();
  for (const auto& certificate : certificates_) {
    if (!add_recipient(message.get(), certificate.get())) return encryption_failed();
  }
  if (CMS_final(message.get(), in.get(), nullptr, CMS_BINARY) != 1 || i2d_CMS_bio(out.get(), message.get()) != 1) {
    return encryption_failed();
  }
  return bio_bytes(*out);
}

Stored<Ontvangersleutel> Ontvangersleutel::load(const std::filesystem::path& file) {
  const auto in = reading(file);
  Ontvangersleutel sleutel;
  EVP_set_pw_prompt("Wachtwoord van de privésleutel van de ontvanger: ");
  if (in) sleutel.key_ = {PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr), EVP_PKEY_free};
  ERR_clear_error();
  if (sleutel.key_) return sleutel;
  return Error{ErrorCode::io,
               "de privésleutel van de ontvanger is niet te lezen, of het wachtwoord is onjuist: " + file.string()};
}

Stored<std::string> Ontvangersleutel::decrypt(std::string_view message) const {
  const auto in = over(message);
  const Envelope parsed(in ? d2i_CMS_bio(in.get(), nullptr) : nullptr);
  const BioPtr out(BIO_new(BIO_s_mem()));
  const bool opened =
      parsed && out && CMS_decrypt(parsed.get(), key_.get(), nullptr, nullptr, out.get(), CMS_BINARY) == 1;
  ERR_clear_error();
  if (opened) return bio_bytes(*out);
  return Error{ErrorCode::corrupt, "is beschadigd, of niet versleuteld voor deze sleutel"};
}

}  // namespace vish::storage
