#include "beheer/herstel_views.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace vish::server {
namespace {

using Reasons = std::vector<std::string>;

Reasons exceeded(std::uint64_t before, std::uint64_t after, std::uint64_t lost) {
  const proto::Aanleverrapport rapport{"0199c1f0-7a3e-7c11-8000-1234567890ab",
                                       "GM0344-SHV",
                                       *proto::Datum::parse_iso("2026-11-22"),
                                       proto::Aanleverstatus::vastgehouden,
                                       proto::Aansluitfase::productie,
                                       "00000099000000001000",
                                       *proto::parse_tijdstip("2026-11-22T04:00:00.001Z"),
                                       {},
                                       {},
                                       {},
                                       {},
                                       {},
                                       {}};
  storage::Vrijgaveverschil verschil;
  verschil.van_kracht_voor = before;
  verschil.van_kracht_na = after;
  verschil.van_kracht_kwijt = lost;
  const auto shown = nlohmann::json::parse(verschil_view(rapport, verschil, {5, 10, 10}));
  CHECK(shown["verlooptOp"] == "2026-11-29T04:00:00.001Z");
  return shown["overschreden"];
}

TEST_CASE("the thresholds that a held delivery breaks are those of the guard") {
  CHECK(exceeded(100, 89, 11) == Reasons{"afname"});
  CHECK(exceeded(100, 90, 10).empty());
  CHECK(exceeded(200, 180, 20).empty());
  CHECK(exceeded(100, 100, 11) == Reasons{"afname"});
  CHECK(exceeded(11, 0, 11) == Reasons{"afname", "nietsOver"});
  CHECK(exceeded(10, 0, 10) == Reasons{"nietsOver"});
  CHECK(exceeded(0, 0, 0).empty());
}

TEST_CASE("what can be put back is shown with the newest first") {
  storage::Leverstand levering;
  CHECK(herstelbaar_view(levering) == nlohmann::ordered_json::array());
  levering.herstelpunten = {{"oud", 1, 40, *proto::Datum::parse_iso("2026-11-20"), {}, {}},
                            {"nieuw", 2, 41, *proto::Datum::parse_iso("2026-11-21"), {}, {}}};
  CHECK(herstelbaar_view(levering).dump() ==
        R"([{"aanleveringId":"nieuw","peildatum":"2026-11-21","aantalRegistraties":41},)"
        R"({"aanleveringId":"oud","peildatum":"2026-11-20","aantalRegistraties":40}])");
}

}  // namespace
}  // namespace vish::server
