#pragma once

#include <openssl/types.h>

#include <memory>
#include <string_view>

#include "storage/crypto/hmac.h"

namespace vish::storage {

/// Computes the SHA-256 of bytes that come in pieces. One thread at a time. Throws std::runtime_error when OpenSSL
/// fails.
class Filehash {
 public:
  Filehash();
  void update(std::string_view bytes);
  /// Returns the hash. The caller calls this once, after the last piece.
  Digest256 finish();

 private:
  struct Free {
    void operator()(EVP_MD_CTX* context) const;
  };
  std::unique_ptr<EVP_MD_CTX, Free> context_;
};

}  // namespace vish::storage
