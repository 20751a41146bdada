#include "server/jobs/verloop.h"

#include <catch2/catch.hpp>

#include "support/opslag.h"

namespace vish::server {
namespace {

using Catch::Matchers::Contains;
using proto::Aanleverstatus;
using storage::Leveringen;
using test::dag;
using test::need;

TEST_CASE("a held delivery that waited too long expires and is counted, once") {
  test::Opslag opslag;
  opslag.add_in_productie();
  need(opslag.deliver(dag(2), test::dagbestand(test::personen(1))));
  const auto held = need(opslag.deliver(dag(3), test::dagbestand(std::vector<proto::Bsn>()))).rapport;
  REQUIRE(held.status == Aanleverstatus::vastgehouden);
  const auto status = [&] { return need(opslag.store->leveringen().find(held.aanlevering_id))->status; };
  const auto end = held.ontvangen_op + Leveringen::kHoudbaar;
  Metrics metrics;

  expire_held(*opslag.store, metrics, end - std::chrono::milliseconds(1));
  CHECK(status() == Aanleverstatus::vastgehouden);
  CHECK_THAT(metrics.text({}), Contains("status=\"verlopen\"} 0"));
  expire_held(*opslag.store, metrics, end);
  expire_held(*opslag.store, metrics, end);
  CHECK(status() == Aanleverstatus::verlopen);
  CHECK_THAT(metrics.text({}), Contains("vish_aanleveringen_total{status=\"verlopen\"} 1"));
  CHECK(!opslag.store->stand()->aansluiting(test::kCode)->levering.vastgehouden);
}

TEST_CASE("all that waited too long expire at once") {
  test::Opslag opslag;
  std::vector<std::string> ids;
  for (const auto* code : {"GM0001-A", "GM0001-B", "GM0001-C"}) {
    opslag.add_in_productie(std::string(code));
    need(opslag.deliver(dag(2), test::dagbestand(test::personen(1)), code));
    ids.push_back(
        need(opslag.deliver(dag(3), test::dagbestand(std::vector<proto::Bsn>()), code)).rapport.aanlevering_id);
  }
  Metrics metrics;
  expire_held(*opslag.store, metrics, test::moment(30) + Leveringen::kHoudbaar);
  for (const auto& id : ids) CHECK(need(opslag.store->leveringen().find(id))->status == Aanleverstatus::verlopen);
  CHECK_THAT(metrics.text({}), Contains("vish_aanleveringen_total{status=\"verlopen\"} 3"));
}

TEST_CASE("an expiry is in the audit log as an act of the server itself") {
  test::Opslag opslag;
  opslag.add_in_productie();
  need(opslag.deliver(dag(2), test::dagbestand(test::personen(1))));
  const auto held = need(opslag.deliver(dag(3), test::dagbestand(std::vector<proto::Bsn>()))).rapport;
  Metrics metrics;
  expire_held(*opslag.store, metrics, held.ontvangen_op + Leveringen::kHoudbaar);
  storage::Auditvraag vraag;
  vraag.nieuwste_eerst = true;
  const auto line = need(opslag.store->audit().list(vraag)).regels.front();
  CHECK(line.handeling.text() == "aanlevering.expire");
  CHECK(line.actor == "vishd");
  CHECK(line.uitkomst.text() == "verlopen");
  CHECK(line.onderwerp == held.aanlevering_id);
}

}  // namespace
}  // namespace vish::server
