#include "proto/notices/tweede_persoon.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using nlohmann::json;
using vish::proto::Aansluitfase;
using vish::proto::Handeling;
using vish::proto::vervalmelding;
using vish::proto::Verzoek;
using vish::proto::verzoek_from_record;
using vish::proto::verzoek_view;
using vish::proto::verzoekmelding;
using vish::proto::wachtmelding;

namespace {

std::string opdracht(const Verzoek& verzoek) { return verzoekmelding(verzoek).opdracht; }

/// As a record of storage asks for it.
Verzoek about_settings(const std::string& handeling, const std::string& settings) {
  const json record{{"handeling", handeling}, {"onderwerp", "GM0344-SHV"}, {"door", "jan"}, {"inhoud", settings}};
  return verzoek_from_record(record.dump()).value();
}

std::string change(const std::string& settings) { return opdracht(about_settings("aansluiting.change", settings)); }

}  // namespace

TEST_CASE("the second person is told the command that asks for exactly the same") {
  CHECK(opdracht({.handeling = Handeling::aansluiting_end, .onderwerp = "GM0344-SHV", .door = "jan"}) ==
        "vishctl aansluiting end GM0344-SHV --reden REDEN");
  const auto step = about_settings("aansluiting.fase", R"({"drempels":{"afnameAantal":99},"herstelpunten":1})");
  CHECK(opdracht(step) == "vishctl aansluiting fase GM0344-SHV productie --reden REDEN");
  CHECK(verzoekmelding(step).wat ==
        "Aansluiting GM0344-SHV met ruimere bewaking (--afname-aantal 99 --herstelpunten 1) naar productie brengen");
  CHECK(opdracht({.handeling = Handeling::sleutel_destroy, .onderwerp = "index-1", .door = "jan"}) ==
        "vishctl sleutel destroy index-1 --reden REDEN");
  CHECK(opdracht({.handeling = Handeling::register_import, .onderwerp = "bestand", .door = "jan"}) ==
        "vishctl register import BESTAND --reden REDEN");
  CHECK(change(R"({"drempels":{"afnamePercentage":100,"afnameAantal":1000000},"herstelpunten":1})") ==
        "vishctl aansluiting change GM0344-SHV --afname-percentage 100 --afname-aantal 1000000 --herstelpunten 1 "
        "--reden REDEN");
  CHECK(change(R"({"contact":{"telefoon":"14 030"},"vroegeFasen":false,"toonFase":true,"aanleverdagen":["ma","di"],)"
               R"("overeenkomstdatum":"2026-01-31","aanleveraars":{"eraf":["00000099000000000001"]}})") ==
        "vishctl aansluiting change GM0344-SHV --telefoon '14 030' --geen-aanleveraar 00000099000000000001 "
        "--overeenkomst 2026-01-31 --geen-vroege-fasen --toon-fase --aanleverdag ma --aanleverdag di --reden REDEN");
  CHECK(change(R"({"contact":{"email":"o'neil;reboot@x.nl"}})") ==
        R"(vishctl aansluiting change GM0344-SHV --email 'o'\''neil;reboot@x.nl' --reden REDEN)");
}

TEST_CASE("a request whose settings cannot be read is told without them") {
  const auto odd = verzoekmelding(about_settings("aansluiting.change", R"({"aanleveraars":null})"));
  CHECK(odd.wat == "De bewaking van GM0344-SHV versoepelen");
  CHECK(odd.opdracht == "vishctl aansluiting change GM0344-SHV --reden REDEN");
}

TEST_CASE("who has to do what is told of what waits, and what is void before and after") {
  const json end =
      verzoek_view({.handeling = Handeling::bevrager_end, .onderwerp = "00000099000000000001", .door = "jan"});
  CHECK(wachtmelding({{"verzoeken", {end}}}) ==
        "Bevrager 00000099000000000001 beëindigen is gevraagd door jan en nog niet gebeurd: een tweede beheerder moet "
        "het bevestigen, met\n  vishctl bevrager end 00000099000000000001 --reden REDEN\n");
  CHECK(wachtmelding(end) == wachtmelding({{"verzoek", end}}));
  CHECK(wachtmelding({{"vervallenVerzoeken", {end}}}) ==
        "Het verzoek van jan om te beëindigen is hiermee vervallen.\n");
  CHECK(vervalmelding({{"verzoeken", {end}}}, Aansluitfase::productie) ==
        "Het verzoek van jan om te beëindigen vervalt als u doorgaat.\n");
  const json step = verzoek_view(about_settings("aansluiting.fase", R"({"herstelpunten":1})"));
  CHECK(vervalmelding({{"verzoeken", {step}}}, Aansluitfase::productie).empty());
  CHECK_FALSE(vervalmelding({{"verzoeken", {step}}}, Aansluitfase::geschorst).empty());
  CHECK(wachtmelding(json::object()).empty());
  CHECK(vervalmelding(json::object(), Aansluitfase::productie).empty());
}
