#pragma once

#include <cstdint>
#include <ctime>
#include <limits>
#include <memory>
#include <string>

#include "server/pki/trust.h"
#include "server/scheduling/asio.h"
#include "server/tls/tls_stream.h"

namespace vish::server {

/// Knows why one connection was let in, and tells whether that still holds. It is used on the thread of the connection.
/// Plain HTTP and a client without a certificate always hold; other code tells them apart.
class Admission {
 public:
  /// `trust` must outlive the object; it may be null for plain HTTP only.
  explicit Admission(const Trust* trust) : trust_(trust) {}

  /// Makes the handshake, which follows, verify against what is trusted now.
  void begin(TlsStream& stream);
  /// Takes over the result of a successful handshake.
  void complete(TlsStream& stream);

  /// Whether trust is unchanged since it was last checked; costs one atomic load.
  bool is_current() const { return trust_ == nullptr || epoch_ == trust_->epoch(); }
  /// Checks again; false when the certificate has expired or would be refused now. A handshake in progress holds.
  bool holds(TlsStream& stream, std::time_t now);
  static bool holds(PlainStream&, std::time_t) { return true; }

 private:
  static constexpr std::time_t kNever = std::numeric_limits<std::time_t>::max();

  const Trust* trust_;
  std::uint64_t epoch_ = 0;
  std::time_t expires_ = kNever;
  bool complete_ = false;
};

/// Returns, in a few words of OpenSSL, why the certificate of the client was refused; empty when it was not.
std::string certificate_refusal(TlsStream& stream);

}  // namespace vish::server
