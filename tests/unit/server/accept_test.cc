#include "server/message/accept.h"

#include <catch2/catch.hpp>
#include <string>

namespace vish::server {
namespace {

const std::vector<std::string_view> kJsonOnly{kJson};
const std::vector<std::string_view> kBoth{kJson, kCsv};

std::string chosen(std::string_view accept, const std::vector<std::string_view>& offers = kBoth) {
  return std::string(negotiate(accept, offers).value_or("-"));
}

TEST_CASE("without a wish the usual form is given") {
  for (const auto* accept :
       {"", " ", "*/*", "application/*, */*;q=0.1", "text/csv;q=0.5, */*", "application/json, text/csv"}) {
    INFO(accept);
    CHECK(chosen(accept) == kJson);
  }
}

TEST_CASE("CSV is given to who prefers it") {
  for (const auto* accept : {"text/csv", "TEXT/CSV", "text/*", "text/csv;header=present", " text/csv ; q=0.001",
                             "application/json;q=0.9, text/csv", "text/csv, application/json;q=0.8, */*;q=0.1",
                             "*/*;q=0.1,text/csv", "application/json;q=0, */*", "text/html, text/csv;q=1.000"}) {
    INFO(accept);
    CHECK(chosen(accept) == kCsv);
  }
}

TEST_CASE("a route without CSV does not give it") {
  CHECK(chosen("text/csv", kJsonOnly) == "-");
  CHECK(chosen("text/csv, application/json;q=0.1", kJsonOnly) == kJson);
  CHECK(chosen("text/csv, application/problem+json", kJsonOnly) == kJson);
}

TEST_CASE("what suits nothing, or is refused, is not answered") {
  for (const auto* accept : {"text/html", "application/xml, image/*", "application/json;q=0", "*/*;q=0.0", "text/plain",
                             "application/json;q=0, text/csv;q=0, */*", "json", "/", ","}) {
    INFO(accept);
    CHECK(chosen(accept) == "-");
  }
}

TEST_CASE("the closest range decides, wherever it stands") {
  CHECK(chosen("*/*, application/*;q=0.2, text/csv;q=0.3") == kCsv);
  CHECK(chosen("text/*;q=0.9, text/csv;q=0.1, application/json;q=0.5") == kJson);
  CHECK(chosen("application/problem+json;q=0.1, application/json;q=0.2, text/csv;q=0.15") == kJson);
}

TEST_CASE("a range with an unreadable quality is passed over") {
  for (const auto* quality : {"2", "1.5", "0.1234", "0,5", "x", "-1", "", "1.001", ".5"}) {
    INFO(quality);
    CHECK(chosen("text/csv;q=" + std::string(quality)) == "-");
    CHECK(chosen("text/csv;q=" + std::string(quality) + ", application/json;q=0.1") == kJson);
  }
  CHECK(chosen("text/csv;q=0.") == "-");
  CHECK(chosen("text/csv;q=1.") == kCsv);
}

}  // namespace
}  // namespace vish::server
