#include "server/http/parting.h"

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <utility>

namespace vish::server {
namespace {

void end_sending(PlainStream& socket) {
  boost::system::error_code ignored;
  socket.shutdown(PlainStream::shutdown_send, ignored);
}

}  // namespace

Patience::Patience(Deadlines::Deadline& deadline, Worker& worker, const std::string* party)
    : deadline_(deadline),
      worker_(worker),
      party_(party),
      silence_(party != nullptr ? 10 : 5),
      end_(Clock::now() + std::chrono::seconds(party != nullptr ? 300 : 30)) {}

bool Patience::lasts() {
  constexpr std::chrono::milliseconds kHaste{500};
  const auto now = Clock::now();
  if (worker_.draining() && !std::exchange(in_haste_, true)) end_ = std::min(end_, now + kHaste);
  deadline_.set(std::min(end_, now + silence_));
  return now < end_;
}

Awaitable<void> Patience::let_others_go_first() {
  if (party_ != nullptr) co_await worker_.lesser().next(*party_);
}

Awaitable<void> say_goodbye(PlainStream& stream) {
  end_sending(stream);
  co_return;
}

Awaitable<void> say_goodbye(TlsStream& stream) {
  boost::system::error_code ignored;
  co_await stream.async_shutdown(asio::redirect_error(kUseAwaitable, ignored));
  end_sending(stream.next_layer());
}

Awaitable<void> throw_away(PlainStream& socket, Patience& patience, std::uint64_t most) {
  constexpr std::size_t kPieceBytes = std::size_t{64} << 10U;
  // No code looks at these bytes, so all connections of a thread share the buffer.
  thread_local std::array<char, kPieceBytes> nowhere;
  std::uint64_t received = 0;
  boost::system::error_code failed;
  while (!failed && received < most && patience.lasts()) {
    received += co_await socket.async_read_some(asio::buffer(nowhere), asio::redirect_error(kUseAwaitable, failed));
    if (!failed) co_await patience.let_others_go_first();
  }
}

}  // namespace vish::server
