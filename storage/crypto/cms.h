#pragma once

#include <openssl/types.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/error.h"

namespace vish::storage {

// Encryption to public keys: CMS AuthEnvelopedData (RFC 5083) with AES-256-GCM in DER, which `openssl cms -decrypt`
// reads too. The key of each message travels with it, by RSA-OAEP or ECDH. A changed message does not open.

/// The recipients who can read an encrypted message. Safe to call from any thread.
class Ontvangers {
 public:
  /// Reads one or more certificates in PEM. Returns `io` or `foreign` with what is wrong with the file.
  static Stored<Ontvangers> load(const std::filesystem::path& file);

  /// Encrypts a message to every recipient.
  Stored<std::string> encrypt(std::string_view plain) const;

 private:
  std::vector<std::shared_ptr<X509>> certificates_;
};

/// The private key of one recipient.
class Ontvangersleutel {
 public:
  /// Reads a private key in PEM. OpenSSL asks at the terminal for the passphrase of an encrypted key.
  static Stored<Ontvangersleutel> load(const std::filesystem::path& file);

  /// Opens a message. The call fails with `corrupt` for a message that was changed or is not for this key.
  Stored<std::string> decrypt(std::string_view message) const;

 private:
  std::shared_ptr<EVP_PKEY> key_;
};

}  // namespace vish::storage
