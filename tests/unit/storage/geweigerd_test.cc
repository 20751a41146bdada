#include "storage/delivery/geweigerd.h"

#include <catch2/catch.hpp>

#include "support/keys_on_disk.h"
#include "support/opslag.h"

using namespace vish::test;
using vish::proto::Aanleverstatus;
using vish::storage::kMeesteWeigeringen;
using vish::storage::Leveruitkomst;

namespace {

std::vector<vish::proto::Aanleverrapport> reports(const Opslag& opslag) {
  return need(opslag.store->leveringen().list({.aansluitcode = kCode, .status = {}, .na = {}, .limiet = 1000}))
      .rapporten;
}

/// A file that is refused, each with bytes of its own.
std::string faulty(int number) { return "onleesbaar " + std::to_string(number); }

}  // namespace

TEST_CASE("the same refused bytes for the same peildatum give the same report, however they are cut") {
  Opslag opslag;
  opslag.add_in_productie();
  const std::string file = "geen kop\n" + std::string(300'000, 'x');
  const auto first = need(opslag.deliver(dag(2), file));
  REQUIRE(first.uitkomst == Leveruitkomst::geweigerd);
  CHECK_FALSE(first.bekend);
  const auto lines = opslag.store->audit().size();
  opslag.reopen();
  for (const std::size_t size : {1'000U, 70'000U, 400'000U}) {
    const auto open = need(opslag.store->leveringen().start(opslag.opdracht(dag(2))));
    for (std::size_t at = 0; at < file.size() && open->feed(std::string_view(file).substr(at, size)); at += size) {
    }
    const auto again = need(open->finish());
    CHECK(again.bekend);
    CHECK(again.uitkomst == Leveruitkomst::geweigerd);
    CHECK(again.rapport == first.rapport);
  }
  CHECK(opslag.store->audit().size() == lines);
  CHECK(reports(opslag).size() == 1);
}

TEST_CASE("other bytes, another peildatum or another reason give a report of their own") {
  Opslag opslag;
  opslag.add_in_productie();
  const auto first = need(opslag.deliver(dag(2), faulty(1)));
  CHECK_FALSE(need(opslag.deliver(dag(2), faulty(2))).bekend);
  CHECK_FALSE(need(opslag.deliver(dag(3), faulty(1))).bekend);
  auto small = opslag.opdracht(dag(2));
  small.max_bytes = 3;
  const auto too_large = need(opslag.deliver(small, faulty(1)));
  CHECK(too_large.uitkomst == Leveruitkomst::te_groot);
  CHECK_FALSE(too_large.bekend);
  CHECK(need(opslag.deliver(dag(2), faulty(1))).rapport == first.rapport);
}

TEST_CASE("of refused deliveries the last hundred are kept, of processed ones all") {
  Opslag opslag;
  opslag.add_in_productie();
  const auto good = need(opslag.deliver(dag(1), dagbestand(kDertig))).rapport;
  std::vector<std::string> refused;
  for (int i = 0; i < static_cast<int>(kMeesteWeigeringen) + 3; ++i) {
    refused.push_back(need(opslag.deliver(dag(2), faulty(i))).rapport.aanlevering_id);
  }
  CHECK(reports(opslag).size() == kMeesteWeigeringen + 1);
  CHECK_FALSE(need(opslag.store->leveringen().find(refused[2])));
  CHECK(need(opslag.store->leveringen().find(refused[3])));
  CHECK(need(opslag.store->leveringen().find(good.aanlevering_id)) == good);
  CHECK(need(opslag.store->leveringen().find(kCode, dag(2)))->aanlevering_id == refused.back());
  CHECK_FALSE(need(opslag.deliver(dag(2), faulty(0))).bekend);
}

TEST_CASE("the report of a refused delivery goes after its term, that of a processed one stays") {
  Opslag opslag;
  opslag.add_in_productie();
  need(opslag.deliver(dag(1), dagbestand(kDertig)));
  need(opslag.deliver(dag(2), faulty(1)));
  need(opslag.store->leveringen().drop_old_refusals(moment(30) + vish::storage::kWeigertermijn));
  CHECK(reports(opslag).size() == 2);
  need(opslag.store->leveringen().drop_old_refusals(moment(31) + vish::storage::kWeigertermijn));
  REQUIRE(reports(opslag).size() == 1);
  CHECK(reports(opslag).front().status == Aanleverstatus::verwerkt);
  CHECK_FALSE(need(opslag.store->leveringen().find(kCode, dag(2))));
}

TEST_CASE("a refused file is known again after a change of keys and when the old one is gone") {
  Opslag opslag;
  opslag.add_in_productie();
  const auto first = need(opslag.deliver(dag(2), faulty(1)));
  need(opslag.rotate(vish::storage::Sleutelsoort::zegel));
  CHECK(need(opslag.deliver(dag(2), faulty(1))).rapport == first.rapport);
}

TEST_CASE("a database of before knows its reports by day, and its refused ones, once it is opened") {
  Opslag opslag;
  opslag.add_in_productie();
  const auto good = need(opslag.deliver(dag(1), dagbestand(kDertig))).rapport;
  need(opslag.deliver(dag(1), faulty(1)));
  const auto refused = need(opslag.deliver(dag(2), faulty(2))).rapport;
  opslag.close();
  {
    using vish::storage::Cf;
    KeysOnDisk disk(opslag.options());
    vish::storage::Ops gone{{Cf::meta, "rapporten-per-dag", std::nullopt}};
    for (const auto& [cf, prefix] :
         {std::pair(Cf::rapporten, std::string("\xFF\xFF\xFF\xFF")), std::pair(Cf::standen, std::string())}) {
      need(disk.database().scan(cf, prefix, [&](std::string_view key, std::string_view) {
        if (cf == Cf::rapporten || key.ends_with("geweigerd")) gone.push_back({cf, std::string(key), std::nullopt});
        return true;
      }));
    }
    REQUIRE(gone.size() == 5);
    need(disk.database().write(gone, true));
  }
  opslag.open();
  CHECK(need(opslag.store->leveringen().find(kCode, dag(1))) == good);
  CHECK(need(opslag.store->leveringen().find(kCode, dag(2))) == refused);
  CHECK_FALSE(need(opslag.store->leveringen().find(kCode, dag(3))));
  need(opslag.store->leveringen().drop_old_refusals(moment(30) + vish::storage::kWeigertermijn));
  CHECK(reports(opslag).size() == 3);
  need(opslag.store->leveringen().drop_old_refusals(moment(31) + vish::storage::kWeigertermijn));
  CHECK(reports(opslag).size() == 1);
}
