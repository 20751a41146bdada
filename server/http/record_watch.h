#pragma once

#include <openssl/ssl.h>

#include <cstddef>
#include <cstdint>

namespace vish::server {

/// Counts the records of a client that hold no byte for us: handshakes, alerts
/// and nothing at all. OpenSSL works each of them off before it comes back with
/// one that does. From the record on that is one too many, the connection reads
/// as ended. On the thread of the connection.
class RecordWatch {
 public:
  /// For a new connection; `ssl` must not be used any more once this goes.
  explicit RecordWatch(SSL* ssl);
  RecordWatch(const RecordWatch&) = delete;
  RecordWatch& operator=(const RecordWatch&) = delete;

  /// From now on only few are in order.
  void handshake_done();
  /// So many bytes of the client came through.
  void delivered(std::size_t bytes);
  bool has_ended() const { return ended_; }

 private:
  static void seen(int by_us, int version, int type, const void* data, std::size_t size, SSL* ssl, void* watch);
  void count(SSL* ssl);

  std::uint64_t in_a_row_ = 0;
  std::uint64_t in_all_ = 0;  ///< before those in a row
  std::uint64_t bytes_ = 0;
  std::uint64_t most_in_a_row_;
  bool ended_ = false;
};

}  // namespace vish::server
