#include "server/beheer/herstel_views.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "support/aansluiting_state.h"

namespace vish::server {
namespace {

nlohmann::json shown(const storage::Vrijgaveverschil& verschil) {
  const proto::Aanleverrapport rapport{"0199c1f0-7a3e-7c11-8000-1234567890ab",
                                       "GM0344-SHV",
                                       *Datum::parse_iso("2026-11-22"),
                                       proto::Aanleverstatus::vastgehouden,
                                       proto::Aansluitfase::productie,
                                       "00000099000000001000",
                                       *parse_tijdstip("2026-11-22T04:00:00.001Z"),
                                       {},
                                       {},
                                       {},
                                       {},
                                       {},
                                       {}};
  return nlohmann::json::parse(
      verschil_view(rapport, verschil, test::aansluiting_state("2026-01-02 12:00").aansluiting));
}

TEST_CASE("what releasing would do is shown with the rules of the guard that forbid it, and until when it waits") {
  storage::Vrijgaveverschil verschil;
  verschil.van_kracht_voor = 11;
  verschil.week_kwijt = 3;
  CHECK(shown(verschil)["overschreden"].empty());
  CHECK_FALSE(shown(verschil).contains("toelichting"));
  verschil.redenen = {{storage::Houdregel::afname}, {storage::Houdregel::niets_over}};
  verschil.toelichting = "Er blijft niemand over.";
  const auto json = shown(verschil);
  CHECK(json["verlooptOp"] == "2026-11-29T04:00:00.001Z");
  CHECK(json["overschreden"] == nlohmann::json{"afname", "nietsOver"});
  CHECK(json["toelichting"] == "Er blijft niemand over.");
  CHECK(json["vanKracht"]["voor"] == 11);
  CHECK(json["overEenWeek"] == nlohmann::json{{"voor", 0}, {"na", 0}, {"kwijt", 3}});
  CHECK(json["drempels"]["eersteHoogstens"] == 5000);
}

TEST_CASE("what can be put back is shown with the newest first") {
  storage::DeliveryState levering;
  CHECK(herstelbaar_view(levering) == nlohmann::ordered_json::array());
  levering.herstelpunten = {{"oud", 1, 40, *Datum::parse_iso("2026-11-20"), {}, {}},
                            {"nieuw", 2, 41, *Datum::parse_iso("2026-11-21"), {}, {}}};
  CHECK(herstelbaar_view(levering).dump() ==
        R"([{"aanleveringId":"nieuw","peildatum":"2026-11-21","aantalRegistraties":41},)"
        R"({"aanleveringId":"oud","peildatum":"2026-11-20","aantalRegistraties":40}])");
}

}  // namespace
}  // namespace vish::server
