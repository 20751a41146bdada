#include "hmac.h"

#include <openssl/crypto.h>
#include <openssl/sha.h>

#include <algorithm>
#include <bit>
#include <boost/endian/conversion.hpp>

// The low-level SHA-256 functions are deprecated in OpenSSL 3 in favour of
// EVP, which allocates for each message; docs/decisions tells the figures.
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

namespace vish::storage {
namespace {

using Block = std::array<unsigned char, SHA256_CBLOCK>;

/// What padding takes of a block: a one bit and the length in bits.
constexpr std::size_t kPadding = 1 + sizeof(std::uint64_t);
constexpr std::size_t kFitsOneBlock = SHA256_CBLOCK - kPadding;

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

/// As finish(), for a message that fits into one block with its padding: the
/// compression function once, and nothing around it.
Digest256 finish_short(SHA256_CTX context, const void* data, std::size_t size) {
  Block block{};
  std::copy_n(static_cast<const unsigned char*>(data), size, block.begin());
  block[size] = 0x80;
  const auto bits = boost::endian::native_to_big(static_cast<std::uint64_t>(SHA256_CBLOCK + size) * 8);
  std::copy_n(reinterpret_cast<const unsigned char*>(&bits), sizeof bits, block.end() - sizeof bits);
  SHA256_Transform(&context, block.data());
  Digest256 result;
  for (std::size_t word = 0; word < result.size() / sizeof(SHA_LONG); ++word) {
    boost::endian::store_big_u32(result.data() + word * sizeof(SHA_LONG), context.h[word]);
  }
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
  const auto hash = message.size() <= kFitsOneBlock ? finish_short : finish;
  const auto inner = hash(std::bit_cast<SHA256_CTX>(inner_), message.data(), message.size());
  return finish_short(std::bit_cast<SHA256_CTX>(outer_), inner.data(), inner.size());
}

Secret Hmac::derive(std::string_view purpose) const {
  Secret secret;
  secret.bytes = digest(purpose);
  return secret;
}

}  // namespace vish::storage
