#include "load/answer.h"

#include <catch2/catch.hpp>
#include <stdexcept>
#include <string>

namespace vish::load {

namespace {

const std::string kAnswer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\n{...}";

}  // namespace

TEST_CASE("An answer is there when its last byte is") {
  for (std::size_t size = 0; size < kAnswer.size(); ++size) CHECK_FALSE(parse_answer(kAnswer.substr(0, size)));
  const auto answer = parse_answer(kAnswer);
  REQUIRE(answer);
  CHECK(answer->status == 200);
  CHECK(answer->body == "{...}");
}

TEST_CASE("Header names are read in any case") {
  const auto answer = parse_answer("HTTP/1.1 503 Service Unavailable\r\ncontent-LENGTH: 0\r\n\r\n");
  REQUIRE(answer);
  CHECK(answer->status == 503);
  CHECK(answer->body.empty());
}

TEST_CASE("What can never be one answer is refused") {
  CHECK_THROWS_AS(parse_answer("SSH-2.0-"), std::runtime_error);
  CHECK_THROWS_AS(parse_answer("HTTP/1.1 200 OK\r\n\r\n"), std::runtime_error);
  CHECK_THROWS_AS(parse_answer("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n"), std::runtime_error);
  CHECK_THROWS_AS(parse_answer(kAnswer + "HTTP/1.1"), std::runtime_error);
}

}  // namespace vish::load
