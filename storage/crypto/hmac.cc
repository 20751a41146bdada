#include "storage/crypto/hmac.h"

#include <openssl/crypto.h>
#include <openssl/sha.h>

#include <algorithm>
#include <boost/endian/conversion.hpp>

// The same deprecated functions as in sha256.cc.
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

namespace vish::storage {
namespace {

constexpr std::size_t kBlock = std::tuple_size_v<Sha256Block>;
/// The least padding in a block, in bytes: a one bit and the length in bits.
constexpr std::size_t kPadding = 1 + sizeof(std::uint64_t);

/// Returns the state after the block of the key, mixed as RFC 2104 says.
Sha256State prepare(const Secret& key, unsigned char pad) {
  Sha256Block block;
  block.fill(pad);
  for (std::size_t i = 0; i < key.bytes.size(); ++i) block.at(i) ^= key.bytes.at(i);
  SHA256_CTX context;
  SHA256_Init(&context);
  Sha256State state;
  std::copy_n(context.h, state.size(), state.begin());
  sha256_compress_portable(state, block);
  OPENSSL_cleanse(block.data(), block.size());
  return state;
}

/// Whether a message and its padding fit into one block.
bool is_short(std::string_view message) { return message.size() + kPadding <= kBlock; }

/// Returns the only block of a short message that follows the block of the key.
Sha256Block padded(const void* message, std::size_t size) {
  Sha256Block block{};
  std::copy_n(static_cast<const unsigned char*>(message), size, block.begin());
  block.at(size) = 0x80;
  boost::endian::store_big_u64(block.data() + kBlock - sizeof(std::uint64_t), (kBlock + size) * 8);
  return block;
}

Digest256 to_bytes(const Sha256State& state) {
  Digest256 result;
  for (std::size_t i = 0; i < state.size(); ++i) {
    boost::endian::store_big_u32(result.data() + i * sizeof(std::uint32_t), state[i]);
  }
  return result;
}

Digest256 finish(const Sha256State& prepared, std::string_view message) {
  if (is_short(message)) {
    auto state = prepared;
    sha256_compress_portable(state, padded(message.data(), message.size()));
    return to_bytes(state);
  }
  SHA256_CTX context;
  SHA256_Init(&context);
  std::copy(prepared.begin(), prepared.end(), context.h);
  context.Nl = kBlock * 8;
  Digest256 result;
  SHA256_Update(&context, message.data(), message.size());
  SHA256_Final(result.data(), &context);
  return result;
}

std::string_view view(const Digest256& digest) { return {reinterpret_cast<const char*>(digest.data()), digest.size()}; }

}  // namespace

Hmac::Hmac(const Secret& key) : inner_(prepare(key, 0x36)), outer_(prepare(key, 0x5c)) {}

Hmac::~Hmac() {
  OPENSSL_cleanse(inner_.data(), sizeof(inner_));
  OPENSSL_cleanse(outer_.data(), sizeof(outer_));
}

Digest256 Hmac::digest(std::string_view message) const { return finish(outer_, view(finish(inner_, message))); }

std::pair<Digest256, Digest256> Hmac::digests(std::string_view first, std::string_view second) const {
  if (!is_short(first) || !is_short(second)) return {digest(first), digest(second)};
  auto one = inner_;
  auto other = inner_;
  sha256_compress(one, padded(first.data(), first.size()), other, padded(second.data(), second.size()));
  const auto inner_one = to_bytes(one);
  const auto inner_other = to_bytes(other);
  one = other = outer_;
  sha256_compress(one, padded(inner_one.data(), inner_one.size()), other,
                  padded(inner_other.data(), inner_other.size()));
  return {to_bytes(one), to_bytes(other)};
}

Secret Hmac::derive(std::string_view purpose) const {
  Secret secret;
  secret.bytes = digest(purpose);
  return secret;
}

}  // namespace vish::storage
