#include "server/rules/controle.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "proto/terms/bevindingcode.h"
#include "support/aansluiting_state.h"

namespace vish::server {
namespace {

using namespace test;
using Catch::Matchers::Contains;
using proto::Aansluitfase;
using enum Controleuitkomst;

const auto kMiddag = at("2026-11-25 12:00");

storage::AansluitingState in_phase(Aansluitfase fase) {
  auto state = aansluiting_state("2026-11-24 12:00");
  state.aansluiting.fase = fase;
  return state;
}

proto::Aanleverrapport verslag_met(proto::Aanleverstatus status) {
  return {.aanlevering_id = {},
          .aansluitcode = "GM0001-SHV",
          .peildatum = dag_van("2026-11-24"),
          .status = status,
          .fase = Aansluitfase::test,
          .aangeleverd_door = "00000099000000000001",
          .ontvangen_op = kMiddag,
          .aantallen = {},
          .bevindingen = {},
          .bevindingen_per_code = {},
          .reden = {},
          .besluit = {},
          .herstel_van = {}};
}

Controlepunt punt(const std::vector<Controlepunt>& punten, std::string_view wat) {
  const auto found = std::ranges::find(punten, wat, &Controlepunt::wat);
  REQUIRE(found != punten.end());
  return *found;
}

std::vector<std::string> te_doen_in(const std::vector<Controlepunt>& punten) {
  std::vector<std::string> names;
  for (const auto& each : punten) {
    if (each.uitkomst == te_doen) names.push_back(each.wat);
  }
  return names;
}

TEST_CASE("who was just registered has everything to do, and nobody saw its certificate") {
  const auto punten = controle({}, in_phase(Aansluitfase::aangemeld), std::nullopt, kMiddag);
  CHECK(te_doen_in(punten) == std::vector<std::string>{"Overeenkomst", "Toegang tot de test", "Aanlevering in de test",
                                                       "Stap naar productie", "Dagelijks aanleveren"});
  CHECK(punt(punten, "Certificaat").uitkomst == niet_bekend);
  CHECK_THAT(punt(punten, "Wie mag aanleveren").uitleg, Contains("00000099000000000001"));
}

TEST_CASE("a processed delivery in test leaves the step itself, and faulty rows") {
  auto state = in_phase(Aansluitfase::test);
  state.aansluiting.overeenkomstdatum = dag_van("2026-11-01");
  state.levering.peildatum = dag_van("2026-11-24");
  auto newest = verslag_met(proto::Aanleverstatus::verwerkt);
  CHECK(punt(controle({}, state, newest, kMiddag), "Laatste verslag").uitkomst == gedaan);
  newest.aantallen = {.rijen = 2'000, .foutief = 3};
  newest.bevindingen_per_code = {{vish::proto::Bevindingcode::elfproef, 3}};
  const auto punten = controle({}, state, newest, kMiddag);
  CHECK(te_doen_in(punten) ==
        std::vector<std::string>{"Laatste verslag", "Stap naar productie", "Dagelijks aanleveren"});
  CHECK_THAT(punt(punten, "Laatste verslag").uitleg,
             Contains("2.000 rijen, waarvan 3 foutief") && Contains("elfproef 3 keer"));
  CHECK_THAT(punt(punten, "Stap naar productie").uitleg, Contains("Alles is er"));
}

TEST_CASE("a delivery that was not processed is to be looked at") {
  const auto state = in_phase(Aansluitfase::test);
  auto newest = verslag_met(proto::Aanleverstatus::geweigerd);
  newest.reden = "De kolom fase ontbreekt.";
  const auto found = punt(controle({}, state, newest, kMiddag), "Laatste verslag");
  CHECK(found.uitkomst == te_doen);
  CHECK_THAT(found.uitleg, Contains("geweigerd") && Contains("De kolom fase ontbreekt."));
}

TEST_CASE("who delivers in productie every day has nothing to do, until it is late or suspended") {
  auto state = delivered("2026-11-25 08:00", "2026-11-25");
  state.aansluiting.overeenkomstdatum = dag_van("2019-11-01");
  CHECK(te_doen_in(controle({}, state, std::nullopt, kMiddag)).empty());
  CHECK(te_doen_in(controle({}, state, std::nullopt, at("2026-11-26 09:01"))) ==
        std::vector<std::string>{"Dagelijks aanleveren"});
  state.aansluiting.fase = Aansluitfase::geschorst;
  CHECK_THAT(punt(controle({}, state, std::nullopt, kMiddag), "Stap naar productie").uitleg, Contains("geschorst"));
  state.aansluiting.fase = Aansluitfase::beeindigd;
  CHECK(te_doen_in(controle({}, state, std::nullopt, kMiddag)).empty());
}

}  // namespace
}  // namespace vish::server
