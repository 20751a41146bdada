#pragma once

#include <openssl/ssl.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace vish::abuse {

enum class Content : std::uint8_t { alert = 21, handshake = 22, data = 23 };

/// Writes the records of a TLS client by hand, after its handshake: what no
/// library would send. Knows TLS 1.3 with AES-128-GCM and SHA-256, and TLS 1.2
/// with ECDHE and the same.
class RecordWriter {
 public:
  /// `key_log` is what SSL_CTX_set_keylog_callback() told of this connection.
  /// Throws std::runtime_error for another cipher. OpenSSL may write nothing
  /// on it any more.
  RecordWriter(SSL* ssl, std::string_view key_log);

  /// As it goes over the wire.
  std::string write(Content type, std::string_view content);
  /// TLS 1.3: what is written from now on has the next key.
  void next_key();

 private:
  std::string write_13(Content type, std::string_view content);
  std::string write_12(Content type, std::string_view content);
  void use_secret(std::string secret);

  bool is_13_;
  std::string secret_;
  std::string key_;
  std::string iv_;
  std::uint64_t sequence_ = 0;
};

}  // namespace vish::abuse
