#include "storage/crypto/zegel.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <memory>
#include <stdexcept>
#include <utility>

#include "base/core/codec.h"
#include "base/core/openssl_ptr.h"
#include "base/core/random.h"

namespace vish::storage {
namespace {

constexpr std::size_t kNonce = 12;
constexpr std::size_t kTag = 16;

void require(bool succeeded) {
  if (!succeeded) throw std::runtime_error("OpenSSL: AES-256-GCM mislukt");
}

using Context = std::unique_ptr<EVP_CIPHER_CTX, OpensslDeleter<EVP_CIPHER_CTX_free>>;

Context new_context() {
  Context context(EVP_CIPHER_CTX_new());
  if (!context) throw std::runtime_error("OpenSSL: geen geheugen");
  return context;
}

/// A context of one thread with a prepared key. It is prepared again only for another key, because preparing costs more
/// than sealing a registration.
class PreparedKey {
 public:
  using Init = int (*)(EVP_CIPHER_CTX*, const EVP_CIPHER*, const unsigned char*, const unsigned char*,
                       const OSSL_PARAM*);

  EVP_CIPHER_CTX* with(Init init, std::uint64_t zegel, std::uint32_t number, const Secret& key) {
    if (!context_) context_ = new_context();
    if (zegel_ != zegel || number_ != number) {
      zegel_ = 0;
      require(init(context_.get(), EVP_aes_256_gcm(), key.bytes.data(), nullptr, nullptr) == 1);
      zegel_ = zegel;
      number_ = number;
    }
    return context_.get();
  }

 private:
  Context context_;
  std::uint64_t zegel_ = 0;
  std::uint32_t number_ = 0;
};

std::uint64_t next_id() {
  static std::atomic<std::uint64_t> last{0};
  return ++last;
}

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes(std::string& text, std::size_t at) { return reinterpret_cast<unsigned char*>(text.data()) + at; }

}  // namespace

Zegel::Zegel(Zegelsleutels keys, std::uint32_t current) : keys_(std::move(keys)), current_(current), id_(next_id()) {}

bool Zegel::outdated(std::string_view sealed) const { return Decoder(sealed).u32() != current_; }

std::string Zegel::seal(std::string_view bound_to, std::string_view plain) const {
  std::string sealed;
  seal(bound_to, plain, sealed);
  return sealed;
}

void Zegel::seal(std::string_view bound_to, std::string_view plain, std::string& sealed) const {
  sealed.clear();
  put_u32(sealed, current_);
  const std::size_t nonce = sealed.size();
  sealed.resize(nonce + kNonce + plain.size() + kTag);
  put_random({bytes(sealed, nonce), kNonce});

  thread_local PreparedKey prepared;
  auto* context = prepared.with(EVP_EncryptInit_ex2, id_, current_, keys_.at(current_));
  int length = 0;
  const std::size_t text = nonce + kNonce;
  require(EVP_EncryptInit_ex2(context, nullptr, nullptr, bytes(sealed, nonce), nullptr) == 1);
  require(EVP_EncryptUpdate(context, nullptr, &length, bytes(bound_to), static_cast<int>(bound_to.size())) == 1);
  require(EVP_EncryptUpdate(context, bytes(sealed, text), &length, bytes(plain), static_cast<int>(plain.size())) == 1);
  require(EVP_EncryptFinal_ex(context, bytes(sealed, text + plain.size()), &length) == 1);
  require(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_GET_TAG, kTag, bytes(sealed, text + plain.size())) == 1);
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

  thread_local PreparedKey prepared;
  auto* context = prepared.with(EVP_DecryptInit_ex2, id_, key->first, key->second);
  int length = 0;
  std::string plain(text.size(), '\0');
  require(EVP_DecryptInit_ex2(context, nullptr, nullptr, bytes(nonce), nullptr) == 1);
  require(EVP_DecryptUpdate(context, nullptr, &length, bytes(bound_to), static_cast<int>(bound_to.size())) == 1);
  require(EVP_DecryptUpdate(context, bytes(plain, 0), &length, bytes(text), static_cast<int>(text.size())) == 1);
  require(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_SET_TAG, kTag, tag.data()) == 1);
  if (EVP_DecryptFinal_ex(context, bytes(plain, plain.size()), &length) != 1) return broken;
  return plain;
}

}  // namespace vish::storage
