#include "zegel.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <memory>
#include <stdexcept>
#include <utility>

#include "codec.h"

namespace vish::storage {
namespace {

constexpr std::size_t kNonce = 12;
constexpr std::size_t kTag = 16;

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

EVP_CIPHER_CTX* thread_context() {
  thread_local const std::unique_ptr<EVP_CIPHER_CTX, FreeContext> context(EVP_CIPHER_CTX_new());
  if (!context) throw std::runtime_error("OpenSSL: geen geheugen");
  return context.get();
}

void require(bool succeeded) {
  if (!succeeded) throw std::runtime_error("OpenSSL: AES-256-GCM mislukt");
}

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes(std::string& text, std::size_t at) { return reinterpret_cast<unsigned char*>(text.data()) + at; }

}  // namespace

Zegel::Zegel(std::map<std::uint32_t, Secret> keys, std::uint32_t current) : keys_(std::move(keys)), current_(current) {}

std::string Zegel::seal(std::string_view bound_to, std::string_view plain) const {
  std::string sealed;
  sealed.reserve(plain.size() + kOverhead);
  put_u32(sealed, current_);
  const std::size_t nonce = sealed.size();
  sealed.resize(nonce + kNonce + plain.size() + kTag);
  require(RAND_bytes(bytes(sealed, nonce), kNonce) == 1);

  auto* context = thread_context();
  int length = 0;
  const std::size_t text = nonce + kNonce;
  const auto& key = keys_.at(current_).bytes;
  require(EVP_EncryptInit_ex2(context, EVP_aes_256_gcm(), key.data(), bytes(sealed, nonce), nullptr) == 1);
  require(EVP_EncryptUpdate(context, nullptr, &length, bytes(bound_to), static_cast<int>(bound_to.size())) == 1);
  require(EVP_EncryptUpdate(context, bytes(sealed, text), &length, bytes(plain), static_cast<int>(plain.size())) == 1);
  require(EVP_EncryptFinal_ex(context, bytes(sealed, text + plain.size()), &length) == 1);
  require(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_GET_TAG, kTag, bytes(sealed, text + plain.size())) == 1);
  return sealed;
}

Stored<std::string> Zegel::open(std::string_view bound_to, std::string_view sealed) const {
  const Error broken{ErrorCode::corrupt, "een verzegelde waarde is beschadigd of hoort hier niet"};
  if (sealed.size() < kOverhead) return broken;
  Decoder header(sealed);
  const auto key = keys_.find(header.u32());
  if (key == keys_.end()) return broken;
  const auto nonce = sealed.substr(4, kNonce);
  const auto text = sealed.substr(4 + kNonce, sealed.size() - kOverhead);
  std::string tag(sealed.substr(sealed.size() - kTag));

  auto* context = thread_context();
  int length = 0;
  std::string plain(text.size(), '\0');
  require(EVP_DecryptInit_ex2(context, EVP_aes_256_gcm(), key->second.bytes.data(), bytes(nonce), nullptr) == 1);
  require(EVP_DecryptUpdate(context, nullptr, &length, bytes(bound_to), static_cast<int>(bound_to.size())) == 1);
  require(EVP_DecryptUpdate(context, bytes(plain, 0), &length, bytes(text), static_cast<int>(text.size())) == 1);
  require(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_SET_TAG, kTag, tag.data()) == 1);
  if (EVP_DecryptFinal_ex(context, bytes(plain, plain.size()), &length) != 1) return broken;
  return plain;
}

}  // namespace vish::storage
