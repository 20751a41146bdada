#pragma once

#include <chrono>
#include <string>

#include "server/config/instellingen.h"
#include "server/http/message.h"
#include "server/http/router.h"
#include "server/pki/trust.h"

namespace vish::server {

/// One request that was answered, for metrics and log.
struct Answered {
  const Route* route;  ///< null where there was none
  unsigned status;
  std::chrono::nanoseconds duration;
};

/// Why a connection was not let in, or has to go.
struct Turned {
  enum class Reason {
    full,         ///< there are as many as there may be, or another has fewer
    handshakes,   ///< so many are in their handshake
    handshake,    ///< it failed, or took too long
    certificate,  ///< that of the client is refused
    anonymous,    ///< it has no certificate, and so many of those there are
    empty,        ///< records that held nothing for us came without end
    revoked,      ///< it was let in before, and would not be now
  };
  Reason reason;
  std::string detail;  ///< of OpenSSL; may be empty
};

/// What a listener serves. Any thread.
struct Service {
  Router router;
  App& app;                        ///< for the handlers; outlives this
  bool certificate_needed = true;  ///< 401 without one, but where anyone may
  std::function<void(const Answered&)> answered = [](const Answered&) {};
  /// Tells of a fault in our own code; the text holds no personal data.
  std::function<void(std::string_view)> fault = [](std::string_view) {};
  /// Tells of a connection that was not let in or is ended, and why.
  std::function<void(Turned)> turned_away = [](const Turned&) {};
  const Trust* trust = nullptr;                ///< for clients of TLS; outlives this
  const Instellingen* instellingen = nullptr;  ///< outlives this

  /// Routes the request and turns every refusal and fault into an answer.
  Awaitable<Response> handle(Request& request, BodyReader& body) const;

 private:
  /// A code that the route does not declare is our fault; the caller is told it all the same.
  void tell_undeclared(const Route& route, const Refusal& refusal) const;
};

}  // namespace vish::server
