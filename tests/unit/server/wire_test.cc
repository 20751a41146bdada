#include "server/message/wire.h"

#include <catch2/catch.hpp>

namespace vish::server {
namespace {

using namespace std::chrono_literals;

std::string wire(std::optional<std::chrono::seconds> idle) { return to_wire(json_response(200, "{}"), {}, idle, true); }

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST_CASE("a date is written as HTTP wants it") {
  CHECK(http_date(784111777) == "Sun, 06 Nov 1994 08:49:37 GMT");
  CHECK(http_date(0) == "Thu, 01 Jan 1970 00:00:00 GMT");
  CHECK(holds(wire(60s), "\r\nDate: "));
  CHECK(holds(wire(std::nullopt), " GMT\r\n"));
}

TEST_CASE("a client is told to leave a connection before the server does") {
  CHECK(promised_idle(60s) == 54s);
  CHECK(promised_idle(10s) == 9s);
  CHECK(promised_idle(1s) == 0s);
  CHECK(holds(wire(60s), "\r\nConnection: keep-alive\r\nKeep-Alive: timeout=54\r\n"));
  CHECK(holds(wire(std::nullopt), "\r\nConnection: close\r\n"));
  CHECK_FALSE(holds(wire(std::nullopt), "Keep-Alive"));
}

}  // namespace
}  // namespace vish::server
