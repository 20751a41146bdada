#pragma once

#include <algorithm>
#include <boost/asio/redirect_error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <string_view>

#include "server/http/body.h"
#include "server/message/framing.h"
#include "server/scheduling/asio.h"

namespace vish::server {

constexpr std::size_t kMaxHeaderBytes = std::size_t{16} << 10U;
constexpr std::size_t kReadBytes = std::size_t{16} << 10U;
/// The most bytes that were read and not yet parsed: an unfinished head and one more read, or the bytes between two
/// pieces of a body.
constexpr std::size_t kMaxBufferBytes = kMaxHeaderBytes + kReadBytes;

inline std::string_view to_view(const boost::beast::flat_buffer& buffer) {
  return {static_cast<const char*>(buffer.data().data()), buffer.size()};
}

/// Passes over empty lines in front of a request; true when nothing follows them.
inline bool only_empty_lines(boost::beast::flat_buffer& buffer) {
  buffer.consume(empty_lines(to_view(buffer)));
  return buffer.size() == 0;
}

/// Whether an error means that the client is gone, rather than wrong or late.
inline bool is_disconnect(const boost::system::error_code& failed) {
  return failed == http::error::end_of_stream || failed == http::error::partial_message ||
         (failed.category() != http::make_error_code(http::error::end_of_stream).category() &&
          failed != asio::error::operation_aborted);
}

/// Reads at most kReadBytes behind the bytes in `buffer`.
template <class Stream>
Awaitable<boost::system::error_code> read_some(Stream& stream, boost::beast::flat_buffer& buffer) {
  boost::system::error_code failed;
  const std::size_t length =
      co_await stream.async_read_some(buffer.prepare(kReadBytes), asio::redirect_error(kUseAwaitable, failed));
  buffer.commit(length);
  co_return failed;
}

/// Reads a head of at most kMaxHeaderBytes and kMostHeaders; the first bytes mostly hold all of it. The parser itself
/// bounds only the bytes that it could not parse yet.
template <class Stream>
Awaitable<boost::system::error_code> read_head(Stream& stream, boost::beast::flat_buffer& buffer, Parser& parser) {
  parser.header_limit(kMaxHeaderBytes);
  parser.body_limit(boost::none);
  std::size_t length = 0;
  boost::system::error_code failed = http::error::need_more;
  while (true) {
    if (parser.got_some() || (!only_empty_lines(buffer) && to_view(buffer) != "\r")) {
      const std::size_t taken = parser.put(buffer.data(), failed);
      buffer.consume(taken);
      length += taken;
    }
    const bool too_long = length + (failed ? buffer.size() : 0) > kMaxHeaderBytes;
    if ((!failed || failed == http::error::need_more) && too_long) failed = http::error::header_limit;
    if (failed != http::error::need_more) break;
    const auto unread = co_await read_some(stream, buffer);
    if (unread) co_return unread;
  }
  co_return failed;
}

/// Looks for the end of a head that is too large, within the bytes that an honest client may still send; true when a
/// body follows.
template <class Stream>
Awaitable<bool> pass_over_head(Stream& stream, boost::beast::flat_buffer& buffer, Patience& patience) {
  constexpr std::string_view kEnd = "\r\n\r\n";
  std::uint64_t received = 0;
  while (to_view(buffer).find(kEnd) == std::string_view::npos) {
    if (received > kFewUnread || !patience.lasts()) co_return false;
    const auto kept = std::min(buffer.size(), kEnd.size() - 1);
    buffer.consume(buffer.size() - kept);
    const auto failed = co_await read_some(stream, buffer);
    if (failed) co_return false;
    received += buffer.size() - kept;
  }
  co_return true;
}

}  // namespace vish::server
