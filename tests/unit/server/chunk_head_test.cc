#include "server/message/chunk_head.h"

#include <catch2/catch.hpp>
#include <string>

namespace vish::server {
namespace {

using namespace std::string_literals;

/// Whether it may go on, when it comes at once and when it comes byte by byte.
bool may_go_on(const std::string& text, bool first) {
  ChunkHead whole(first);
  ChunkHead in_pieces(first);
  bool goes_on = true;
  for (std::size_t length = 0; length <= text.size(); ++length) goes_on = in_pieces.may_go_on(text.substr(0, length));
  CHECK(goes_on == whole.may_go_on(text));
  return goes_on;
}

TEST_CASE("the head of a chunk that is not whole yet may go on") {
  for (const auto& text :
       {""s, "0"s, "a"s, "F0"s, "00000000000000000001"s, "ffffffffffffffff"s, "1;"s, "1 ;a=\"b"s, "1;a=\"\t\xff"s,
        "1;a=\"b\r"s, "0\r\n"s, "0;a\r\nX"s, "000\r\nX:"s, "0\r\nX: \ty\r"s, "0\r\nX: y\r\nX-Y:z\r\n"s, "0\r\n\r"s}) {
    INFO(text);
    CHECK(may_go_on(text, true));
    CHECK(may_go_on("\r\n" + text, false));
  }
  CHECK(may_go_on("\r", false));
}

TEST_CASE("a chunk that can never be right does not wait for its end") {
  for (const auto& text : {"x"s,
                           "\r"s,
                           ";"s,
                           " 1"s,
                           "-1"s,
                           "1x"s,
                           "1\n"s,
                           "1\r1"s,
                           "1\0"s,
                           "1;\n"s,
                           "1;a=\"\n"s,
                           "1;a=\"\0"s,
                           "1;a=\"\x7f"s,
                           "1;a=\"\v"s,
                           "1;a=\"\r\""s,
                           "1;a=\"\\\n"s,
                           "0\n"s,
                           "0;a=\"\n"s,
                           "0\r\n\n"s,
                           "0\r\n X"s,
                           "0\r\n:"s,
                           "0\r\nX "s,
                           "0\r\nX\r"s,
                           "0\r\nX: y\n"s,
                           "0\r\nX: y\0"s,
                           "0\r\nX: y\r\n\n"s,
                           "0\r\nX: y\r\n z"s,
                           "10000000000000000"s}) {
    INFO(text);
    CHECK_FALSE(may_go_on(text, true));
    CHECK_FALSE(may_go_on("\r\n" + text, false));
  }
  for (const auto& text : {"b"s, "1"s, "\n"s, "\r1"s, "\r\r\n"s}) CHECK_FALSE(may_go_on(text, false));
}

TEST_CASE("a head that is whole does not wait either: its parser would for ever") {
  for (const auto& text : {"1;a=\"b\r\n"s, "00a\r\n"s, "0;a=\"b\r\n\r\n"s, "0\r\nX: y\r\n\r\n"s}) {
    INFO(text);
    CHECK_FALSE(may_go_on(text, true));
    CHECK_FALSE(may_go_on("\r\n" + text, false));
  }
}

}  // namespace
}  // namespace vish::server
