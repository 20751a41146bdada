#include "server/http/body.h"

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <catch2/catch.hpp>
#include <optional>
#include <string>

#include "server/http/reading.h"

namespace vish::server {
namespace {

using Outcome = BodyReader::Outcome;
using asio::ip::tcp;

constexpr std::string_view kHead = "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n";

/// A client that sends a head and reads nothing, and the server's end.
struct Connection {
  explicit Connection(asio::io_context& context) : client(context), server(context) {
    tcp::acceptor acceptor(context, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    client.connect(acceptor.local_endpoint());
    acceptor.accept(server);
    asio::write(client, asio::buffer(kHead));
  }

  /// Sends until nothing more is taken.
  void fill() {
    constexpr std::size_t kPiece = std::size_t{64} << 10U;
    const std::string piece(kPiece, 'x');
    server.non_blocking(true);
    boost::system::error_code full;
    while (!full) server.write_some(asio::buffer(piece), full);
    REQUIRE(full == asio::error::would_block);
  }

  PlainStream client;
  PlainStream server;
};

/// How reading the body ends when nobody reads what is sent before.
Outcome outcome(Clock::duration writing, bool full) {
  asio::io_context context(1);
  Deadlines deadlines;
  deadlines.start(context);
  Connection connection(context);
  if (full) connection.fill();
  Deadlines::Deadline deadline(deadlines, [&] { connection.server.cancel(); });
  boost::beast::flat_buffer buffer(kMaxBufferBytes);
  Parser parser;
  std::optional<Outcome> found;
  const auto read = [&]() -> Awaitable<void> {
    [[maybe_unused]] const auto failed = co_await read_head(connection.server, buffer, parser);
    StreamBody<PlainStream> body(connection.server, buffer, parser, deadline, {std::chrono::hours(1), 0, writing});
    const auto piece = co_await body.read();
    found = piece.outcome;
    context.stop();
  };
  asio::co_spawn(context, read(), asio::detached);
  if (!full) asio::write(connection.client, asio::buffer("abcde", 5));
  context.run_for(std::chrono::seconds(60));
  deadlines.stop();
  REQUIRE(found.has_value());
  return *found;
}

TEST_CASE("a client that takes in no 100 Continue is not waited for") {
  CHECK(outcome(std::chrono::milliseconds(100), true) == Outcome::broken);
}

TEST_CASE("a client that takes it in is read on") {
  CHECK(outcome(std::chrono::milliseconds(1), false) == Outcome::more);
}

}  // namespace
}  // namespace vish::server
