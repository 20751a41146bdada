#include "server/message/framing.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace vish::server {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

bool right(const Headers& headers, unsigned version = 11) {
  http::fields fields;
  for (const auto& [name, value] : headers) fields.insert(name, value);
  return !head_defect(fields, version);
}

bool right_host(const std::string& host) { return right({{"Host", host}}); }

bool right_coding(const std::string& coding) { return right({{"Host", "a"}, {"Transfer-Encoding", coding}}); }

TEST_CASE("a name or an address, with or without a port, is a host") {
  for (const auto* host : {"vish.voorbeeld.nl", "localhost:8443", "127.0.0.1", "127.0.0.1:8443", "[::1]", "[::1]:8443",
                           "a_b-c~d", "localhost:", "xn--fsq.nl"}) {
    INFO(host);
    CHECK(right_host(host));
  }
}

TEST_CASE("what names no server is no host") {
  for (const auto* host :
       {"",     " ",     "a b",   "a,b",           "a, b", "a/b",    "https://a", "u@a", "a:b",    "a:65536",
        "a:-1", "a:1:2", ":8443", "::1",           "[::1", "[::1]x", "[::1]:x",   "[]",  "[a.nl]", "[fe80::1%eth0]",
        "a?b",  "a#b",   "a%2fb", "caf\xc3\xa9.nl"}) {
    INFO(host);
    CHECK_FALSE(right_host(host));
  }
}

TEST_CASE("there is one host, and only HTTP/1.0 may do without") {
  CHECK_FALSE(right({}));
  CHECK(right({}, 10));
  CHECK_FALSE(right({{"Host", "a"}, {"Host", "a"}}));
  CHECK_FALSE(right({{"Host", "a"}, {"Host", "b"}}, 10));
}

TEST_CASE("chunked is the only transfer coding, once and alone") {
  CHECK(right_coding("chunked"));
  CHECK(right_coding("Chunked"));
  for (const auto* coding : {"", "gzip", "xchunked", "chunkedx", "identity", "gzip, chunked", "chunked, gzip",
                             "chunked, chunked", "chunked,", ", chunked", "chunked;q=1", "\"chunked\"", "deflate"}) {
    INFO(coding);
    CHECK_FALSE(right_coding(coding));
  }
  CHECK_FALSE(right({{"Host", "a"}, {"Transfer-Encoding", "gzip"}, {"Transfer-Encoding", "chunked"}}));
  CHECK_FALSE(right({{"Host", "a"}, {"Transfer-Encoding", "chunked"}}, 10));
  CHECK_FALSE(right({{"Host", "a"}, {"Transfer-Encoding", "chunked"}, {"Content-Length", "1"}}));
  CHECK_FALSE(right({{"Host", "a"}, {"Content-Length", "1"}, {"Transfer-Encoding", "gzip"}}));
}

TEST_CASE("a length is one number") {
  CHECK(right({{"Host", "a"}, {"Content-Length", "0"}}));
  for (const auto* length : {"", "+5", "-5", "5, 5", "5 5", "0x5", "5.0", "5,"}) {
    INFO(length);
    CHECK_FALSE(right({{"Host", "a"}, {"Content-Length", length}}));
  }
  CHECK_FALSE(right({{"Host", "a"}, {"Content-Length", "5"}, {"Content-Length", "5"}}));
}

TEST_CASE("empty lines in front of a request are counted whole") {
  CHECK(empty_lines("") == 0);
  CHECK(empty_lines("GET") == 0);
  CHECK(empty_lines("\r\nGET") == 2);
  CHECK(empty_lines("\r\n\r\n\r") == 4);
  CHECK(empty_lines("\n\r\n") == 0);
}

TEST_CASE("a header that holds one value has no two that differ") {
  for (const auto* name : {"Content-Type", "content-range", "Authorization"}) {
    INFO(name);
    CHECK(right({{"Host", "a"}, {name, "x"}}));
    CHECK(right({{"Host", "a"}, {name, "x"}, {name, "x"}}));
    CHECK_FALSE(right({{"Host", "a"}, {name, "x"}, {name, "y"}}));
    CHECK_FALSE(right({{"Host", "a"}, {name, "x"}, {name, "x"}, {name, ""}}));
  }
  CHECK(right({{"Host", "a"}, {"Accept", "x"}, {"Accept", "y"}}));
}

TEST_CASE("a client that sends its bytes one by one is no flood, one that sends extensions is") {
  constexpr std::uint64_t kOneByte = sizeof("1\r\n\r\n") - 1;
  CHECK(1'000'000 * kOneByte < max_chunk_overhead(1'000'000));
  CHECK(max_chunk_overhead(1000) < 100'000);
}

}  // namespace
}  // namespace vish::server
