#pragma once

#include <openssl/types.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/error.h"

namespace vish::storage {

// Encryption to public keys: CMS AuthEnvelopedData (RFC 5083) with AES-256-GCM,
// the key of each message sent along with RSA-OAEP or ECDH. What was changed
// does not open. In DER, so that `openssl cms -decrypt` reads it too.

/// Who can read what is encrypted. Any thread.
class Ontvangers {
 public:
  /// Certificates in PEM, one or more. `io` or `foreign` says what is wrong with the file.
  static Stored<Ontvangers> load(const std::filesystem::path& file);

  Stored<std::string> encrypt(std::string_view plain) const;

 private:
  std::vector<std::shared_ptr<X509>> certificates_;
};

/// The private key of one of them.
class Ontvangersleutel {
 public:
  /// In PEM; OpenSSL asks on the terminal for the passphrase of one that has it.
  static Stored<Ontvangersleutel> load(const std::filesystem::path& file);

  /// `corrupt` for what was changed or is not for this key.
  Stored<std::string> decrypt(std::string_view message) const;

 private:
  std::shared_ptr<EVP_PKEY> key_;
};

}  // namespace vish::storage
