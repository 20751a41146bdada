#include "proto/contracts/openapi.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "proto/terms/foutcode.h"

using namespace vish::proto;
using nlohmann::json;

namespace {

/// Every $ref in the value.
std::vector<std::string> references(const json& value) {
  std::vector<std::string> result;
  const auto flat = value.flatten();
  for (const auto& entry : flat.items()) {
    if (entry.key().ends_with("/$ref")) result.push_back(entry.value());
  }
  return result;
}

}  // namespace

TEST_CASE("Both contracts are JSON of the same version") {
  for (const auto text : {openapi_json(), beheer_openapi_json()}) {
    const auto contract = json::parse(text);
    CHECK(contract["openapi"] == "3.1.0");
    CHECK(contract["info"]["version"] == std::string(api_version()));
  }
}

TEST_CASE("Each contract stands on its own") {
  for (const auto text : {openapi_json(), beheer_openapi_json()}) {
    const auto contract = json::parse(text);
    const auto all = references(contract);
    CHECK(all.size() > 100);
    for (const auto& reference : all) {
      INFO(reference);
      REQUIRE(reference.starts_with("#/"));
      CHECK(contract.contains(json::json_pointer(reference.substr(1))));
    }
  }
}

TEST_CASE("The contract names every error code of the table, and no other") {
  const auto codes = json::parse(openapi_json())["components"]["schemas"]["Problem"]["properties"]["code"]["enum"];
  auto expected = json::array();
  for (auto code = 0; code <= static_cast<int>(Foutcode::nietBeschikbaar); ++code) {
    expected.push_back(std::string(foutsoort(static_cast<Foutcode>(code)).naam));
  }
  CHECK(codes == expected);
}
