#pragma once

#include <openssl/ssl.h>

#include <cstddef>
#include <cstdint>

namespace vish::server {

/// Counts the TLS records of a client without application data: handshakes, alerts and empty records. OpenSSL handles
/// all of them before it returns with data. From the record that is one too many the connection reads as ended. It is
/// used on the thread of the connection.
class RecordWatch {
 public:
  /// Watches a new connection; `ssl` must not be used after this object is destroyed.
  explicit RecordWatch(SSL* ssl);
  RecordWatch(const RecordWatch&) = delete;
  RecordWatch& operator=(const RecordWatch&) = delete;

  /// Notes the end of the handshake, after which few such records are allowed.
  void handshake_done();
  /// Notes that application data came through.
  void delivered(std::size_t bytes);
  bool has_ended() const { return ended_; }

 private:
  static void seen(int by_us, int version, int type, const void* data, std::size_t size, SSL* ssl, void* watch);
  void count(SSL* ssl);

  std::uint64_t in_a_row_ = 0;
  std::uint64_t in_all_ = 0;  ///< the records before `in_a_row_`
  std::uint64_t bytes_ = 0;
  std::uint64_t most_in_a_row_;
  bool ended_ = false;
};

}  // namespace vish::server
