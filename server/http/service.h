#pragma once

#include <chrono>
#include <string>

#include "server/config/instellingen.h"
#include "server/message/message.h"
#include "server/message/router.h"
#include "server/pki/trust.h"

namespace vish::server {

/// One answered request, for the metrics and the log.
struct Answered {
  const Route* route;  ///< null for a request without a route
  unsigned status;
  std::chrono::nanoseconds duration;
};

/// The reason why a connection was not let in, or was ended.
struct Turned {
  /// The kind of the reason.
  enum class Reason {
    full,         ///< there is no place, or another client has fewer connections
    handshakes,   ///< too many connections are in their handshake
    handshake,    ///< the handshake failed or took too long
    certificate,  ///< the certificate of the client is refused
    anonymous,    ///< the client has no certificate, and too many such clients are connected
    empty,        ///< the client sent too many records without data
    revoked,      ///< the client was let in, and would not be let in now
  };
  Reason reason;
  std::string detail;  ///< words of OpenSSL; may be empty
};

/// The service that a listener offers. Any thread may use it.
struct Service {
  Router router;
  App& app;                        ///< for the handlers; outlives this
  bool certificate_needed = true;  ///< 401 without one, but where anyone may
  std::function<void(const Answered&)> answered = [](const Answered&) {};
  /// Gets a fault in this program; the text holds no personal data.
  std::function<void(std::string_view)> fault = [](std::string_view) {};
  /// Gets each connection that was not let in or was ended.
  std::function<void(Turned)> turned_away = [](const Turned&) {};
  const Trust* trust = nullptr;                ///< for clients of TLS; outlives the object
  const Instellingen* instellingen = nullptr;  ///< outlives the object

  /// Routes the request, and turns every refusal and fault into an answer.
  Awaitable<Response> handle(Request& request, BodyReader& body) const;

 private:
  /// Reports a code that the route does not declare as our own fault; the caller gets that code all the same.
  void tell_undeclared(const Route& route, const Refusal& refusal) const;
};

}  // namespace vish::server
