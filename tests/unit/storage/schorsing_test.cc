#include <catch2/catch.hpp>
#include <limits>

#include "support/opslag.h"

using namespace vish::test;
using vish::ErrorCode;
using vish::proto::Aanleverstatus;
using vish::proto::Aansluitfase;
using vish::storage::Leveruitkomst;

namespace {

/// Forty persons registered on day 2, and the file of day 3 under way, wholly read.
std::unique_ptr<vish::storage::Aanlevering> under_way(Opslag& opslag, const vish::proto::Oin& door = kGemeente) {
  need(opslag.deliver(dag(2), dagbestand(kVeertig)));
  auto opdracht = opslag.opdracht(dag(3));
  opdracht.door = door;
  auto open = need(opslag.store->leveringen().start(opdracht));
  open->feed(dagbestand(std::vector<vish::proto::Bsn>{kVeertig.begin(), kVeertig.begin() + 35}));
  return open;
}

void expect_nothing_changed(const Opslag& opslag, std::uint64_t lines) {
  CHECK(opslag.count(kVeertig) == 40);
  CHECK(opslag.store->audit().size() == lines);
  CHECK_FALSE(need(opslag.store->leveringen().find(kCode, dag(3))));
}

vish::Stored<vish::proto::Aansluiting> change(Opslag& opslag, vish::proto::Instelwijziging wijziging) {
  wijziging.reden = "test";
  return opslag.store->registry().change_aansluiting(kCode, wijziging, handeling("aansluiting.change"));
}

}  // namespace

TEST_CASE("an aansluiting is suspended at once while a delivery is under way, which is then refused") {
  Opslag opslag;
  opslag.add_in_productie();
  const auto open = under_way(opslag);
  need(opslag.move(Aansluitfase::geschorst));
  CHECK(opslag.fase() == Aansluitfase::geschorst);
  const auto lines = opslag.store->audit().size();
  CHECK(open->finish().error().code == ErrorCode::forbidden);
  expect_nothing_changed(opslag, lines);
}

TEST_CASE("a delivery that was under way during a suspension is refused when that is over, too") {
  Opslag opslag;
  opslag.add_in_productie();
  auto open = under_way(opslag);
  auto later = handeling("aansluiting.fase");
  later.tijdstip += std::chrono::hours(1);
  need(opslag.store->registry().move_aansluiting(kCode, {Aansluitfase::geschorst, "test", std::nullopt}, later));
  CHECK(opslag.move(Aansluitfase::productie).error().code == ErrorCode::busy);
  const auto lines = opslag.store->audit().size();
  CHECK(open->finish().error().code == ErrorCode::forbidden);
  open.reset();
  need(opslag.move(Aansluitfase::productie));
  expect_nothing_changed(opslag, lines + 1);
}

TEST_CASE("who may no longer deliver at the end of a delivery changes nothing") {
  Opslag opslag;
  auto record = aansluiting(kCode);
  record.aanleveraars = {kDeurwaarder};
  opslag.add_in_productie(std::move(record));
  const auto open = under_way(opslag, kDeurwaarder);
  vish::proto::Instelwijziging wijziging;
  wijziging.aanleveraars_eraf = {kDeurwaarder};
  need(change(opslag, wijziging));
  const auto lines = opslag.store->audit().size();
  CHECK(open->finish().error().code == ErrorCode::forbidden);
  expect_nothing_changed(opslag, lines);
}

TEST_CASE(
    "a delivery is decided by the thresholds at its end, and told to come again when its rows would read differently") {
  Opslag opslag;
  opslag.add_in_productie();
  {
    const auto open = under_way(opslag);
    vish::proto::Instelwijziging wijziging;
    wijziging.drempels.afname_aantal = 1;
    need(change(opslag, wijziging));
    CHECK(need(open->finish()).uitkomst == Leveruitkomst::vastgehouden);
  }
  const auto open = need(opslag.store->leveringen().start(opslag.opdracht(dag(4))));
  open->feed(dagbestand(kVeertig));
  vish::proto::Instelwijziging wijziging;
  wijziging.vroege_fasen = true;
  need(change(opslag, wijziging));
  CHECK(open->finish().error().code == ErrorCode::unavailable);
  CHECK(opslag.store->stand()->aansluiting(kCode)->levering.vastgehouden);
}

TEST_CASE("suspending is written on a disk that is too full for all else, and is there after a restart") {
  Opslag opslag;
  opslag.add_in_productie();
  need(opslag.store->registry().add(
      vish::proto::Bevrager{kDeurwaarder, "", Aansluitfase::aangemeld, dag(1), moment(1), {}},
      handeling("bevrager.add")));
  const auto move = [&](Aansluitfase fase) {
    return opslag.store->registry().move_bevrager(kDeurwaarder.text(), {fase, "test", std::nullopt},
                                                  handeling("bevrager.fase"));
  };
  need(move(Aansluitfase::test));
  need(opslag.store->audit().append_and_wait({{handeling("bevraging")}, kDeurwaarder}));
  need(move(Aansluitfase::productie));
  opslag.close();
  auto options = opslag.options();
  options.min_free_bytes = std::numeric_limits<std::uint64_t>::max();
  opslag.store = need(vish::storage::Store::open(options, opslag.keys()));
  CHECK(change(opslag, {}).error().code == ErrorCode::unavailable);
  need(opslag.move(Aansluitfase::geschorst));
  need(move(Aansluitfase::geschorst));
  CHECK(opslag.move(Aansluitfase::productie).error().code == ErrorCode::unavailable);
  opslag.reopen();
  CHECK(opslag.fase() == Aansluitfase::geschorst);
  CHECK(opslag.store->stand()->bevrager(kDeurwaarder.text())->fase == Aansluitfase::geschorst);
}

TEST_CASE("room is held on the disk, and given up for what must be written") {
  Opslag opslag;
  opslag.add_in_productie();
  opslag.close();
  std::uint64_t room = 1U << 20U;
  auto options = opslag.options();
  options.min_free_bytes = 1;
  options.free_bytes = [&](const std::filesystem::path&) { return room; };
  opslag.store = need(vish::storage::Store::open(options, opslag.keys()));
  const auto reserve = options.folder / "reserve";
  CHECK(std::filesystem::file_size(reserve) > 0);
  room = 0;
  need(opslag.move(Aansluitfase::geschorst));
  CHECK_FALSE(std::filesystem::exists(reserve));
  opslag.store->look_at_disks();
  CHECK_FALSE(std::filesystem::exists(reserve));
  room = 1U << 20U;
  opslag.store->look_at_disks();
  CHECK(std::filesystem::file_size(reserve) > 0);
}

TEST_CASE("a look at what a release would do keeps no delivery out, and no delivery keeps it out") {
  Opslag opslag;
  opslag.add_in_productie();
  need(opslag.deliver(dag(2), dagbestand(kVeertig)));
  const auto held = need(opslag.deliver(dag(3), dagbestand(std::vector<vish::proto::Bsn>()))).rapport;
  REQUIRE(held.status == Aanleverstatus::vastgehouden);
  const auto open = need(opslag.store->leveringen().start(opslag.opdracht(dag(3))));
  const auto verschil = need(opslag.store->leveringen().preview_release(held.aanlevering_id, moment(30), dag(30)));
  CHECK(verschil.registraties_na == 0);
  open->feed(dagbestand(kVeertig));
  CHECK(need(open->finish()).uitkomst == Leveruitkomst::verwerkt);
  CHECK(opslag.store->leveringen().preview_release(held.aanlevering_id, moment(30), dag(30)).error().code ==
        ErrorCode::conflict);
}
