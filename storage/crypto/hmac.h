#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "storage/crypto/keyring.h"
#include "storage/crypto/pseudoniem.h"
#include "storage/crypto/sha256.h"

namespace vish::storage {

/// A SHA-256 digest.
using Digest256 = std::array<unsigned char, 32>;

/// HMAC-SHA-256 (RFC 2104) with one key. The inner and outer states are prepared once, which makes a short message cost
/// a third of EVP_MAC. The object holds key material and wipes it when it is destroyed. Safe to call from any thread.
class Hmac {
 public:
  explicit Hmac(const Secret& key);
  ~Hmac();
  Hmac(const Hmac&) = default;
  Hmac& operator=(const Hmac&) = default;

  /// Returns the digest of a message.
  Digest256 digest(std::string_view message) const;
  /// Returns the digests of two messages, in less time than two calls of digest().
  std::pair<Digest256, Digest256> digests(std::string_view first, std::string_view second) const;

  /// Derives a key for one purpose; the derived key tells nothing of this one.
  Secret derive(std::string_view purpose) const;

 private:
  Sha256State inner_;
  Sha256State outer_;
};

}  // namespace vish::storage
