#include "server/message/parser.h"

#include <array>
#include <catch2/catch.hpp>
#include <iterator>
#include <string>

namespace vish::server {
namespace {

std::string headers(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += "a:\r\n";
  return text;
}

/// What reading all of it came to.
boost::system::error_code put(Parser& parser, const std::string& text) {
  parser.eager(true);
  boost::system::error_code failed;
  parser.put(boost::asio::buffer(text), failed);
  return failed;
}

std::size_t count(const Parser& parser) {
  return static_cast<std::size_t>(std::distance(parser.get().begin(), parser.get().end()));
}

TEST_CASE("a head has a hundred headers and no more, however small they are") {
  const std::string first = "GET / HTTP/1.1\r\n";
  Parser full;
  CHECK_FALSE(put(full, first + headers(kMostHeaders) + "\r\n"));
  CHECK(count(full) == kMostHeaders);
  Parser fuller;
  CHECK(put(fuller, first + headers(kMostHeaders + 1) + "\r\n") == http::error::header_limit);
  CHECK(count(fuller) == kMostHeaders);
}

TEST_CASE("headers that come one by one are counted together") {
  Parser parser;
  CHECK(put(parser, "GET / HTTP/1.1\r\n") == http::error::need_more);
  for (std::size_t i = 0; i < kMostHeaders; ++i) CHECK(put(parser, "a:\r\nb") == http::error::need_more);
  CHECK(put(parser, "a:\r\nb") == http::error::header_limit);
}

TEST_CASE("trailers are passed over, and pass for no header") {
  Parser parser;
  CHECK_FALSE(put(parser, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"));
  CHECK_FALSE(put(parser, "0\r\nVish-Namens: 1\r\n" + headers(2 * kMostHeaders) + "\r\n"));
  CHECK(parser.is_done());
  CHECK(count(parser) == 2);
}

TEST_CASE("a header or a trailer is one line, whatever stands in the others") {
  const std::string first = "POST / HTTP/1.1\r\nHost: a\r\n";
  for (const std::string folded : {"X: a\r\n b\r\n", "X: a\r\n\tb\r\n", "X:\r\n b\r\n", "X: a\r\n \r\n", "X:\r\n \r\n",
                                   "X: a\r\n Content-Length: 5\r\n", "Transfer-Encoding:\r\n chunked\r\n"}) {
    INFO(folded);
    Parser head;
    CHECK(put(head, first + folded + "\r\n") == http::error::bad_field);
    Parser trailer;
    const auto chunks = "Transfer-Encoding: chunked\r\n\r\n0\r\n";
    const bool is_coding = folded.rfind("Transfer-Encoding", 0) == 0;  // Beast itself refuses a second one
    CHECK(put(trailer, first + chunks + folded + "\r\n") ==
          (is_coding ? http::error::bad_transfer_encoding : http::error::bad_field));
  }
  for (const std::string whole : {"X: a\r\n", "X:a\r\n", "X:\r\n", "X: \t \r\n", "X: :a: b \r\n", "X:\t:\r\n"}) {
    INFO(whole);
    Parser head;
    CHECK_FALSE(put(head, first + whole + "\r\n"));
  }
}

TEST_CASE("the extensions of a chunk hold no control character, also within quotes") {
  const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const std::string& extension :
       {std::string("\n"), std::string(1, '\0'), std::string("\x7f"), std::string("\\\n")}) {
    for (const std::string size : {"1", "0"}) {
      Parser parser;
      CHECK(put(parser, head + size + ";a=\"" + extension + "\"\r\n\r\n") == http::error::bad_chunk_extension);
    }
  }
}

TEST_CASE("a body that is too large is told by the size of the chunk that goes beyond, and by no size before") {
  const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const std::string size : {"7", "7ffffffff", "ffffffffffffffff"}) {
    INFO(size);
    Parser parser;
    parser.body_limit(boost::none);
    CHECK_FALSE(put(parser, head));
    parser.allow(10);
    std::array<char, 16> bytes{};
    parser.get().body() = {bytes.data(), bytes.size(), true};
    CHECK_FALSE(put(parser, "4\r\nabcd\r\n6\r\nab").failed());
    CHECK_FALSE(put(parser, "cdef").failed());
    CHECK(put(parser, "\r\n" + size + "\r\n") == http::error::body_limit);
    parser.allow(Parser::kNoLimit);
    CHECK_FALSE(put(parser, "\r\n" + size + "\r\n").failed());
  }
}

}  // namespace
}  // namespace vish::server
