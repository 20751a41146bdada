#include "hmac.h"

#include <openssl/crypto.h>
#include <openssl/sha.h>

#include <bit>

// The low-level SHA-256 functions are deprecated in OpenSSL 3 in favour of
// EVP, which allocates for each message; docs/decisions tells the figures.
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

namespace vish::storage {
namespace {

using Block = std::array<unsigned char, SHA256_CBLOCK>;

SHA256_CTX start(const Secret& key, unsigned char pad) {
  Block block;
  block.fill(pad);
  for (std::size_t i = 0; i < key.bytes.size(); ++i) block.at(i) ^= key.bytes.at(i);
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, block.data(), block.size());
  OPENSSL_cleanse(block.data(), block.size());
  return context;
}

Digest256 finish(SHA256_CTX context, const void* data, std::size_t size) {
  Digest256 result;
  SHA256_Update(&context, data, size);
  SHA256_Final(result.data(), &context);
  return result;
}

}  // namespace

static_assert(sizeof(SHA256_CTX) == 28 * sizeof(std::uint32_t));

Hmac::Hmac(const Secret& key)
    : inner_(std::bit_cast<State>(start(key, 0x36))), outer_(std::bit_cast<State>(start(key, 0x5c))) {}

Hmac::~Hmac() {
  OPENSSL_cleanse(inner_.data(), sizeof(inner_));
  OPENSSL_cleanse(outer_.data(), sizeof(outer_));
}

Digest256 Hmac::digest(std::string_view message) const {
  const auto inner = finish(std::bit_cast<SHA256_CTX>(inner_), message.data(), message.size());
  return finish(std::bit_cast<SHA256_CTX>(outer_), inner.data(), inner.size());
}

Secret Hmac::derive(std::string_view purpose) const {
  Secret secret;
  secret.bytes = digest(purpose);
  return secret;
}

}  // namespace vish::storage
