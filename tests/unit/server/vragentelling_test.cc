#include "server/usage/vragentelling.h"

#include <catch2/catch.hpp>

namespace vish::server {
namespace {

using Counts = std::map<std::string, std::uint64_t>;
using proto::Foutcode;

TEST_CASE("questions are counted for their day, refused ones by reason") {
  const auto today = Datum::parse_iso("2026-11-25").value();
  const auto tomorrow = Datum::parse_iso("2026-11-26").value();
  Vragentelling vragen;
  vragen.answered(today);
  vragen.answered(today);
  vragen.refused(today, Foutcode::ongeldigeInvoer);
  vragen.refused(today, Weigersoort::tempo);
  vragen.refused(tomorrow, Foutcode::ongeldigeInvoer);
  CHECK(vragen.answered_on(today) == 2);
  CHECK(vragen.answered_on(tomorrow) == 0);
  CHECK(vragen.refused_on(today) == Counts{{"ongeldigeInvoer", 1}, {"teVeelVragen", 1}});
  CHECK(vragen.refused_on(tomorrow) == Counts{{"ongeldigeInvoer", 1}});
  const auto ever = vragen.refused_ever();
  CHECK(ever.at("ongeldigeInvoer") == 2);
  CHECK(ever.at("nietBeschikbaar") == 0);
}

}  // namespace
}  // namespace vish::server
