#pragma once

#include <cstdint>
#include <ctime>
#include <limits>
#include <memory>
#include <string>

#include "server/http/asio.h"
#include "server/pki/trust.h"

namespace vish::server {

/// On what grounds one connection was let in, and whether they still hold. On
/// the connection's thread. Plain HTTP and a client without a certificate
/// always hold: they are told apart elsewhere.
class Admission {
 public:
  /// `trust` may be null for plain HTTP only, and must outlive this.
  explicit Admission(const Trust* trust) : trust_(trust) {}

  /// Before the handshake: verify against what is trusted now.
  void begin(TlsStream& stream);
  /// After a handshake that succeeded.
  void complete(TlsStream& stream);

  /// False when trust has changed since this was last looked into; costs one
  /// load.
  bool is_current() const { return trust_ == nullptr || epoch_ == trust_->epoch(); }
  /// Looks into it. False when the certificate has expired or would be refused
  /// now; a handshake under way holds.
  bool holds(TlsStream& stream, std::time_t now);
  static bool holds(PlainStream&, std::time_t) { return true; }

 private:
  static constexpr std::time_t kNever = std::numeric_limits<std::time_t>::max();

  const Trust* trust_;
  std::uint64_t epoch_ = 0;
  std::time_t expires_ = kNever;
  bool complete_ = false;
};

/// Why a handshake failed, in few words of OpenSSL, if it was for the client's
/// certificate; else empty.
std::string certificate_refusal(TlsStream& stream);

}  // namespace vish::server
