#include "vishctl/client/table.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "vishctl/client/view.h"

namespace vish::vishctl {
namespace {

using Catch::Matchers::Contains;

TEST_CASE("a table aligns by characters, not by bytes") {
  Table table({{"Naam"}, {"Rijen", Align::right}});
  table.add({"Beëindigd", "7"});
  table.add({"Nieuw", "1200"});
  CHECK(table.text() ==
        "Naam       Rijen\n"
        "Beëindigd      7\n"
        "Nieuw       1200\n");
}

TEST_CASE("a table without rows is its headings only") {
  const Table table({{"Naam"}, {"Soort"}});
  CHECK(table.empty());
  CHECK(table.text() == "Naam  Soort\n");
}

TEST_CASE("a name from the registry cannot steer the terminal") {
  Table table({{"Naam"}});
  table.add({"\x1b[2Jweg\n"});
  CHECK(table.text() == "Naam\n [2Jweg\n");
}

TEST_CASE("facts without a value are left out") {
  CHECK(aligned_facts({{"Naam", "Utrecht"}, {"Einde", ""}, {"OIN", "1"}}) == "Naam   Utrecht\nOIN    1\n");
}

TEST_CASE("a list shows its resources and the way to the next page") {
  const auto answer = Json::parse(R"({"bevragers":[{"oin":"00000099000000040000","fase":"test"}],"volgende":"abc"})");
  const auto text = show_list(answer, kBevragerView);
  CHECK_THAT(text, Contains("00000099000000040000  test"));
  CHECK_THAT(text, Contains("--na abc"));
}

TEST_CASE("an empty list is said in words") {
  CHECK(show_list(Json::parse(R"({"bevragers":[]})"), kBevragerView) == "Er zijn nog geen bevragers.\n");
}

TEST_CASE("a delivery shows its counts and its findings") {
  const auto resource = Json::parse(
      R"({"aanleveringId":"x","status":"verwerkt","aantallen":{"nieuw":14},"besluit":{"door":"beheerder"},
          "bevindingen":[{"regel":3,"ernst":"fout","code":"elfproef","melding":"Geen BSN"}]})");
  const auto text = show_one(resource, kAanleveringView);
  CHECK_THAT(text, Contains("verwerkt"));
  CHECK_THAT(text, Contains("Nieuw              14"));
  CHECK_THAT(text, Contains("elfproef"));
}

TEST_CASE("a list within a resource is joined and a truth is said in Dutch") {
  const auto text = show_one(Json::parse(R"({"aanleveraars":["a","b"],"toonFase":true})"), kAansluitingView);
  CHECK_THAT(text, Contains("a, b"));
  CHECK_THAT(text, Contains("ja"));
}

}  // namespace
}  // namespace vish::vishctl
