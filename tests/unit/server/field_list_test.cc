#include "server/message/field_list.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace vish::server {
namespace {

using Lines = std::vector<std::string>;

http::request_header<> with(http::field name, const Lines& lines, unsigned version = 11) {
  http::request_header<> head;
  head.version(version);
  for (const auto& line : lines) head.insert(name, line);
  return head;
}

bool open_after(const Lines& connection, unsigned version = 11) {
  return keeps_open(with(http::field::connection, connection, version));
}

TEST_CASE("the lines of a header are one list, in order") {
  CHECK(joined(with(http::field::accept, {"a;q=1", "b, c"}), http::field::accept) == "a;q=1,b, c");
  CHECK(joined(with(http::field::accept, {}), http::field::accept).empty());
  const std::vector<std::string_view> expected{"a", "b c", "d"};
  CHECK(members(",a , b c,, \t,d") == expected);
  CHECK(members(" , ").empty());
}

TEST_CASE("close ends a connection wherever it stands") {
  for (const auto& lines : std::vector<Lines>{{"close"},
                                              {"Close"},
                                              {"keep-alive, close"},
                                              {"close, keep-alive"},
                                              {"keep-alive", "close"},
                                              {"close", "keep-alive"},
                                              {"TE", "close"},
                                              {"", ",close,"}}) {
    CHECK_FALSE(open_after(lines));
    CHECK_FALSE(open_after(lines, 10));
  }
  for (const auto& lines : std::vector<Lines>{{}, {"TE"}, {"closed"}, {"keep-alive"}}) CHECK(open_after(lines));
  CHECK(open_after({"TE", "keep-alive"}, 10));
  CHECK_FALSE(open_after({"TE"}, 10));
}

TEST_CASE("100-continue is all that can be expected, however often it is named") {
  const auto waits = [](const Lines& lines, unsigned version = 11) {
    const auto head = with(http::field::expect, lines, version);
    return expects_continue(head) && !expects_more(head);
  };
  for (const auto& lines : std::vector<Lines>{
           {"100-continue"}, {"100-Continue,"}, {"", "100-continue"}, {"100-continue", "100-continue"}}) {
    CHECK(waits(lines));
    CHECK_FALSE(waits(lines, 10));
  }
  for (const auto& lines : std::vector<Lines>{
           {"x"}, {"100-continue, x"}, {"100-continue", "x"}, {"100-continue;x"}, {"100-continue=1"}, {"100"}}) {
    CHECK(expects_more(with(http::field::expect, lines)));
  }
  for (const auto& lines : std::vector<Lines>{{}, {""}, {","}})
    CHECK_FALSE(expects_more(with(http::field::expect, lines)));
}

}  // namespace
}  // namespace vish::server
