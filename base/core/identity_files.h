#pragma once

#include <openssl/ssl.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace vish {

/// A file that a person named, and the setting or option that named it.
struct GivenFile {
  std::string_view setting;
  std::filesystem::path file;
};

/// The choice when a private key is encrypted: ask the person at the terminal for the password, or refuse the key.
enum class Keypassword { asked, none };

/// Loads a certificate with its chain (PEM) and its private key into `context`. Throws std::runtime_error that says in
/// Dutch which of the two files cannot be used, and why.
void use_identity(SSL_CTX& context, const GivenFile& certificate, const GivenFile& key, Keypassword password);

/// Throws std::runtime_error unless clients accept the certificate in `context` as that of a server. `certificate` is
/// the file that the error names.
void require_for_servers(SSL_CTX& context, const GivenFile& certificate);

/// Returns the SHA-256 of the first certificate in a PEM file as 64 lower-case hex digits. Throws std::runtime_error
/// when the file holds no certificate.
std::string certificate_fingerprint(const std::filesystem::path& pem);

}  // namespace vish
