#pragma once

#include <string>

#include "server/http/admission.h"
#include "server/message/message.h"
#include "server/scheduling/asio.h"
#include "server/scheduling/deadlines.h"
#include "server/scheduling/shared_places.h"
#include "server/scheduling/turns.h"
#include "server/tls/tls_stream.h"

namespace vish::server {

// These are overloads, because g++ 12 compiles a co_await wrongly in a branch that `if constexpr` leaves out.

/// Shakes hands with a client from `origin`, one step at a time, each in its turn among the connections of the worker.
/// Returns an error when the client was not let in or when the handshake did not end before `until`. The `place` is
/// idle while the client is silent, but not while the client waits for its turn; after the first answer of the server
/// the client has a short time before it counts as silent. Plain HTTP has no handshake.
Awaitable<boost::system::error_code> open(PlainStream& stream, Turns& turns, const std::string& origin,
                                          Admission& admission, SharedPlaces::Place& place, Clock::time_point until);
Awaitable<boost::system::error_code> open(TlsStream& stream, Turns& turns, const std::string& origin,
                                          Admission& admission, SharedPlaces::Place& place, Clock::time_point until);

/// Returns the client; over plain HTTP the client is unknown.
Caller caller_of(PlainStream& stream);
/// Returns why the certificate was refused; empty when it was not.
std::string certificate_refusal(PlainStream& stream);

}  // namespace vish::server
