#include "server/tls/record_watch.h"

#include <utility>

namespace vish::server {
namespace {

/// The records of a handshake with the largest chain that OpenSSL accepts, at 512 bytes each.
constexpr std::uint64_t kOfHandshake = 256;
/// OpenSSL handles this many at once in less than a millisecond.
constexpr std::uint64_t kInARow = 32;
constexpr std::uint64_t kInAll = 64;
/// A client that keeps asking may renew its keys now and then: one more record for this many bytes.
constexpr std::uint64_t kBytesForOneMore = 4096;

}  // namespace

RecordWatch::RecordWatch(SSL* ssl) : most_in_a_row_(kOfHandshake) {
  SSL_set_msg_callback(ssl, seen);
  SSL_set_msg_callback_arg(ssl, this);
}

void RecordWatch::handshake_done() {
  most_in_a_row_ = kInARow;
  in_a_row_ = 0;
}

void RecordWatch::delivered(std::size_t bytes) {
  bytes_ += bytes;
  // The last record held these bytes; the others were empty.
  if (in_a_row_ > 0) in_all_ += std::exchange(in_a_row_, 0) - 1;
}

void RecordWatch::seen(int by_us, int /*version*/, int type, const void* /*data*/, std::size_t /*size*/, SSL* ssl,
                       void* watch) {
  if (by_us == 0 && type == SSL3_RT_HEADER) static_cast<RecordWatch*>(watch)->count(ssl);
}

void RecordWatch::count(SSL* ssl) {
  ++in_a_row_;
  if (in_a_row_ <= most_in_a_row_ && in_all_ <= kInAll + bytes_ / kBytesForOneMore) return;
  ended_ = true;
  SSL_set_shutdown(ssl, SSL_get_shutdown(ssl) | SSL_RECEIVED_SHUTDOWN);
}

}  // namespace vish::server
