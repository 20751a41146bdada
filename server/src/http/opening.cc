#include "http/opening.h"

#include <boost/asio/redirect_error.hpp>

namespace vish::server {

Awaitable<boost::system::error_code> open(PlainStream&, Turns&, const std::string&, Admission&, Clock::time_point) {
  co_return boost::system::error_code();
}

Awaitable<boost::system::error_code> open(TlsStream& stream, Turns& turns, const std::string& origin,
                                          Admission& admission, Clock::time_point until) {
  using Handshake = TlsStream::Handshake;
  admission.begin(stream);
  auto step = Handshake::wants_read;
  boost::system::error_code failed;
  while (step == Handshake::wants_read || step == Handshake::wants_write) {
    const auto what = step == Handshake::wants_read ? PlainStream::wait_read : PlainStream::wait_write;
    co_await stream.next_layer().async_wait(what, asio::redirect_error(kUseAwaitable, failed));
    if (failed) co_return failed;
    co_await turns.next(origin);
    if (Clock::now() >= until) co_return asio::error::make_error_code(asio::error::operation_aborted);
    step = stream.shake_hands();
  }
  if (step != Handshake::done) co_return asio::error::make_error_code(asio::error::connection_refused);
  admission.complete(stream);
  co_return boost::system::error_code();
}

Caller caller_of(PlainStream&) { return {}; }
std::string certificate_refusal(PlainStream&) { return ""; }

}  // namespace vish::server
