#include "server/rules/registerverschil.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace vish::server {
namespace {

using nlohmann::ordered_json;

ordered_json register_met(const char* aansluitingen) {
  auto json = ordered_json::parse(
      R"({"organisaties":[],"aansluitingen":[],"bevragers":[],"convenantpartners":[],"operators":[]})");
  json["aansluitingen"] = ordered_json::parse(aansluitingen);
  return json;
}

const auto kRegister =
    register_met(R"([{"aansluitcode":"A-1","contact":{"telefoon":"1"},"aanleveraars":["x","y"],"fase":"test"}])");

TEST_CASE("what is the same makes no difference") {
  CHECK(registerverschil(kRegister, kRegister) ==
        ordered_json::parse(R"({"wijzigingen":[],"ongewijzigd":1,"nietInBestand":[]})"));
}

TEST_CASE("each setting that changes is told by its path, also one that comes or goes") {
  const auto bestand = register_met(
      R"([{"aansluitcode":"A-1","contact":{"telefoon":"2"},"aanleveraars":["x"],"overeenkomstdatum":"2026-01-01","fase":"test"}])");
  const auto expected = R"([{"soort":"aansluiting","partij":"A-1","nieuw":false,"velden":[
      {"veld":"aanleveraars","was":"x, y","wordt":"x"},{"veld":"contact.telefoon","was":"1","wordt":"2"},
      {"veld":"overeenkomstdatum","wordt":"2026-01-01"}]}])";
  CHECK(registerverschil(kRegister, bestand)["wijzigingen"] == ordered_json::parse(expected));
  CHECK(registerverschil(bestand, kRegister)["wijzigingen"][0]["velden"][2] ==
        ordered_json::parse(R"({"veld":"overeenkomstdatum","was":"2026-01-01"})"));
}

TEST_CASE("another phase is a remark and no change") {
  auto bestand = kRegister;
  bestand["aansluitingen"][0]["fase"] = "productie";
  const auto verschil = registerverschil(kRegister, bestand);
  CHECK(verschil["ongewijzigd"] == 1);
  CHECK(verschil["wijzigingen"][0]["velden"].empty());
  CHECK(verschil["wijzigingen"][0]["opmerking"] == "Blijft in fase test; een bestand wisselt geen fase.");
}

TEST_CASE("who is absent from the file is named, who is new too") {
  const auto verschil = registerverschil(kRegister, register_met(R"([{"aansluitcode":"B-1","fase":"aangemeld"}])"));
  CHECK(verschil["nietInBestand"] == ordered_json::parse(R"([{"soort":"aansluiting","partij":"A-1"}])"));
  CHECK(verschil["wijzigingen"] ==
        ordered_json::parse(R"([{"soort":"aansluiting","partij":"B-1","nieuw":true,"velden":[]}])"));
}

}  // namespace
}  // namespace vish::server
