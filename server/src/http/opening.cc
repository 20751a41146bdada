#include "http/opening.h"

#include <boost/asio/redirect_error.hpp>
#include <utility>

#include "http/tls.h"

namespace vish::server {

Awaitable<boost::system::error_code> open(PlainStream&, const Service&, Admission&, Caller&) {
  co_return boost::system::error_code();
}

Awaitable<boost::system::error_code> open(TlsStream& stream, const Service& service, Admission& admission,
                                          Caller& caller) {
  boost::system::error_code failed;
  admission.begin(stream);
  co_await stream.async_handshake(asio::redirect_error(kUseAwaitable, failed));
  if (failed) {
    auto refusal = certificate_refusal(stream);
    const auto reason = refusal.empty() ? Turned::Reason::handshake : Turned::Reason::certificate;
    service.turned_away({reason, std::move(refusal)});
    co_return failed;
  }
  admission.complete(stream);
  caller = caller_of(stream);
  co_return failed;
}

}  // namespace vish::server
