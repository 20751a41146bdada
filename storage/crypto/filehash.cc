#include "storage/crypto/filehash.h"

#include <openssl/evp.h>

#include "base/core/openssl_ptr.h"

namespace vish::storage {
namespace {

constexpr std::string_view kWhat = "SHA-256";

}  // namespace

Filehash::Filehash() : context_(EVP_MD_CTX_new()) {
  require_openssl(context_ != nullptr && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1, kWhat);
}

void Filehash::update(std::string_view bytes) {
  require_openssl(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1, kWhat);
}

Digest256 Filehash::finish() {
  Digest256 result;
  require_openssl(EVP_DigestFinal_ex(context_.get(), result.data(), nullptr) == 1, kWhat);
  return result;
}

void Filehash::Free::operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }

}  // namespace vish::storage
