#include "proto/json/problem.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "proto/messages/auditregel.h"

using vish::Datum;
using vish::parse_tijdstip;
using namespace vish::proto;
using nlohmann::json;

TEST_CASE("A problem carries type, title, status, detail and code") {
  CHECK(to_json(Problem{Foutcode::nietGevonden, "Deze aansluiting bestaat niet."}) ==
        R"({"type":"about:blank","title":"Niet gevonden","status":404,)"
        R"("detail":"Deze aansluiting bestaat niet.","code":"nietGevonden"})");
}

TEST_CASE("A problem lists every finding on the input") {
  const Problem problem{Foutcode::ongeldigeInvoer,
                        "De vraag bevat fouten.",
                        {{"burgerservicenummers[0]", "elfproef", "Geen BSN."}, {"", "json", "Geen JSON."}}};
  CHECK(json::parse(to_json(problem))["invalidParams"] ==
        json::parse(R"([{"name":"burgerservicenummers[0]","code":"elfproef","reason":"Geen BSN."},
                        {"name":"","code":"json","reason":"Geen JSON."}])"));
}

TEST_CASE("A refused delivery's problem holds its report") {
  const Aanleverrapport rapport{.aanlevering_id = "0199c1f0-7a3e-7c11-8000-1234567890ab",
                                .aansluitcode = "GM0344-SHV",
                                .peildatum = *Datum::parse_iso("2026-11-22"),
                                .status = Aanleverstatus::geweigerd,
                                .fase = Aansluitfase::test,
                                .aangeleverd_door = "00000099000000001000",
                                .ontvangen_op = *parse_tijdstip("2026-11-22T04:00:00Z"),
                                .aantallen = {},
                                .bevindingen = {},
                                .bevindingen_per_code = {},
                                .reden = "Het bestand is leeg.",
                                .besluit = std::nullopt,
                                .herstel_van = std::nullopt};
  const auto shown = json::parse(to_json(Problem{Foutcode::aanleveringGeweigerd, "Het bestand is leeg.", {}, rapport}));
  CHECK(shown["aanlevering"] == json::parse(to_json(rapport)));
  CHECK_FALSE(shown.contains("invalidParams"));
}

TEST_CASE("An audit line shows what it has and leaves out the rest") {
  Auditregel regel;
  regel.volgnummer = 7;
  regel.tijdstip = *parse_tijdstip("2026-11-23T09:12:33.123Z");
  regel.handeling = vish::proto::Handeling::bevraging;
  regel.actor = "00000099000000003000";
  regel.uitkomst = vish::proto::Uitkomst::match;
  regel.trace_id = "4bf92f3577b34da6a3ce929d0e0e4736";
  regel.span_id = "00f067aa0ba902b7";
  CHECK(to_json(regel) ==
        R"({"volgnummer":7,"tijdstip":"2026-11-23T09:12:33.123Z","handeling":"bevraging",)"
        R"("actor":"00000099000000003000","uitkomst":"match","traceId":"4bf92f3577b34da6a3ce929d0e0e4736",)"
        R"("spanId":"00f067aa0ba902b7"})");
  auto own_act = regel;
  own_act.trace_id.clear();
  own_act.span_id.clear();
  CHECK(json::parse(to_json(own_act)).size() == 5);
  regel.onderwerp = "GM0344-SHV";
  regel.reden = "r";
  regel.match_id = "m";
  regel.bevrager_id = "b";
  regel.doel = vish::proto::Doel::beslag;
  regel.kenmerk = "k\"";
  regel.persoon_pseudoniem = "p";
  const auto shown = json::parse(to_json(regel));
  CHECK(shown.size() == 14);
  CHECK(shown["persoonPseudoniem"] == "p");
  CHECK(shown["kenmerk"] == "k\"");
}
