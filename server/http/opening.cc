#include "server/http/opening.h"

#include <boost/asio/redirect_error.hpp>

namespace vish::server {

namespace {

/// How long a client may take to continue after the first answer of the server, before its place counts as idle: long
/// enough also for a client that serves many connections itself.
constexpr std::chrono::seconds kToGoOn{2};

bool has_sent(const PlainStream& socket) {
  boost::system::error_code failed;
  return socket.available(failed) > 0;
}

}  // namespace

Awaitable<boost::system::error_code> open(PlainStream&, Turns&, const std::string&, Admission&, SharedPlaces::Place&,
                                          Clock::time_point) {
  co_return boost::system::error_code();
}

Awaitable<boost::system::error_code> open(TlsStream& stream, Turns& turns, const std::string& origin,
                                          Admission& admission, SharedPlaces::Place& place, Clock::time_point until) {
  using Handshake = TlsStream::Handshake;
  admission.begin(stream);
  auto step = Handshake::wants_read;
  auto idle_from = Clock::time_point::min();
  boost::system::error_code failed;
  while (step == Handshake::wants_read || step == Handshake::wants_write) {
    const auto what = step == Handshake::wants_read ? PlainStream::wait_read : PlainStream::wait_write;
    if (what == PlainStream::wait_write || !has_sent(stream.next_layer())) {
      place.set_idle_from(idle_from);
      co_await stream.next_layer().async_wait(what, asio::redirect_error(kUseAwaitable, failed));
      if (failed) co_return failed;
    }
    place.set_idle(false);
    co_await turns.next(origin);
    if (Clock::now() >= until) co_return asio::error::make_error_code(asio::error::operation_aborted);
    step = stream.shake_hands();
    if (idle_from == Clock::time_point::min()) idle_from = Clock::now() + kToGoOn;
  }
  if (step != Handshake::done) co_return asio::error::make_error_code(asio::error::connection_refused);
  admission.complete(stream);
  co_return boost::system::error_code();
}

Caller caller_of(PlainStream&) { return {}; }
std::string certificate_refusal(PlainStream&) { return ""; }

}  // namespace vish::server
