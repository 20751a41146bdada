#pragma once

#include <openssl/ssl.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace vish {

/// A file, and by what a person gave it: a setting or an option.
struct GivenFile {
  std::string_view setting;
  std::filesystem::path file;
};

/// For a key that is encrypted: a person is asked, or there is nobody to ask.
enum class Keypassword { asked, none };

/// Has `context` show a certificate with its chain (PEM) and use its key.
/// Throws std::runtime_error that says in Dutch which of the two cannot be
/// used, and why.
void use_identity(SSL_CTX& context, const GivenFile& certificate, const GivenFile& key, Keypassword password);

/// Throws std::runtime_error unless the certificate of `context`, which
/// `certificate` gave, is one that clients accept of a server.
void require_for_servers(SSL_CTX& context, const GivenFile& certificate);

/// SHA-256 of the first certificate in a PEM file, 64 lower-case hex digits.
/// Throws std::runtime_error when there is none.
std::string certificate_fingerprint(const std::filesystem::path& pem);

}  // namespace vish
