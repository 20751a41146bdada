#include "proto/registry/operator.h"

#include <catch2/catch.hpp>

using vish::Tijdstip;
using namespace vish::proto;

namespace {

std::string request(const std::string& naam, const std::string& rol, const std::string& print) {
  return R"({"naam":")" + naam + R"(","rol":")" + rol + R"(","vingerafdruk":")" + print + R"("})";
}

const std::string kPrint(64, 'a');

}  // namespace

TEST_CASE("an operator is stored as it was asked for, with its fingerprint in one form") {
  const auto read = operator_from_request(request("j.jansen", "auditor", "AA:" + kPrint.substr(2)), Tijdstip());
  REQUIRE(read.has_value());
  CHECK(read->vingerafdruk == kPrint);
  auto ended = *read;
  ended.beeindigd_op = Tijdstip();
  for (const auto& person : {*read, ended}) CHECK(operator_from_record(to_record(person)) == person);
}

TEST_CASE("a name of an operator fits in a path, cannot be a BSN and is not that of the server") {
  const std::string too_long(65, 'j');
  for (const auto& naam :
       {std::string(), std::string("."), std::string("1jansen"), std::string("999990019"), std::string("j jansen"),
        std::string("j/jansen"), std::string("jänsen"), std::string("vishd"), std::string("VishD"), too_long}) {
    INFO(naam);
    CHECK_FALSE(operator_from_request(request(naam, "auditor", kPrint), Tijdstip()).has_value());
  }
  CHECK(operator_from_request(request("vishd2", "auditor", kPrint), Tijdstip()).has_value());
}

TEST_CASE("role beheer is not given over the interface") {
  CHECK_FALSE(operator_from_request(request("jansen", "beheer", kPrint), Tijdstip()).has_value());
  CHECK_FALSE(operatorwijziging_from_request(R"({"reden":"x","rol":"beheer"})").has_value());
  CHECK(operatorwijziging_from_request(R"({"reden":"x","rol":"privacy"})").has_value());
  CHECK_FALSE(operatorwijziging_from_request(R"({"reden":"x"})").has_value());
}
