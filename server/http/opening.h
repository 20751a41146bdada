#pragma once

#include <string>

#include "server/http/admission.h"
#include "server/http/asio.h"
#include "server/http/deadlines.h"
#include "server/http/message.h"
#include "server/http/shared_places.h"
#include "server/http/turns.h"

namespace vish::server {

// Overloads, since g++ 12 makes faulty code of a co_await in a branch that
// `if constexpr` leaves out.

/// Shakes hands with a client from `origin`, a piece of work at a time, each in
/// its turn among the connections of the worker; an error when the connection was not let in, or
/// when that took longer than until then. Its `place` is idle while the client is
/// silent, and not while the client waits for its turn; one that the server
/// answered has a while to go on. Plain HTTP has no handshake.
Awaitable<boost::system::error_code> open(PlainStream& stream, Turns& turns, const std::string& origin,
                                          Admission& admission, SharedPlaces::Place& place, Clock::time_point until);
Awaitable<boost::system::error_code> open(TlsStream& stream, Turns& turns, const std::string& origin,
                                          Admission& admission, SharedPlaces::Place& place, Clock::time_point until);

/// Who is at the other end: nobody over plain HTTP.
Caller caller_of(PlainStream& stream);
/// Why the certificate was refused; empty: it was not.
std::string certificate_refusal(PlainStream& stream);

}  // namespace vish::server
