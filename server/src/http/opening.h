#pragma once

#include "http/admission.h"
#include "http/asio.h"
#include "http/message.h"
#include "http/service.h"

namespace vish::server {

// Overloads, since g++ 12 makes faulty code of a co_await in a branch that
// `if constexpr` leaves out.

/// Shakes hands and tells who is at the other end; an error when the
/// connection was not let in, which the service then knows. Plain HTTP has no
/// handshake.
Awaitable<boost::system::error_code> open(PlainStream& stream, const Service& service, Admission& admission,
                                          Caller& caller);
Awaitable<boost::system::error_code> open(TlsStream& stream, const Service& service, Admission& admission,
                                          Caller& caller);

}  // namespace vish::server
