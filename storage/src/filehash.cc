#include "filehash.h"

#include <openssl/evp.h>

#include <stdexcept>

namespace vish::storage {
namespace {

void require(bool succeeded) {
  if (!succeeded) throw std::runtime_error("OpenSSL: SHA-256 mislukt");
}

}  // namespace

Filehash::Filehash() : context_(EVP_MD_CTX_new()) {
  require(context_ != nullptr && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
}

void Filehash::update(std::string_view bytes) {
  require(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
}

Digest256 Filehash::finish() {
  Digest256 result;
  require(EVP_DigestFinal_ex(context_.get(), result.data(), nullptr) == 1);
  return result;
}

void Filehash::Free::operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }

}  // namespace vish::storage
