#include <catch2/catch.hpp>

#include "support/crash_images.h"

using namespace vish::test;
using vish::storage::Cf;

namespace {

vish::proto::Aansluiting without_guard() {
  auto record = aansluiting(kCode);
  record.drempels = kRuimeDrempels;
  record.herstelpunten = 0;
  return record;
}

constexpr unsigned kVolume = 100'000'000;

}  // namespace

TEST_CASE("whatever write a crash cuts off, a delivery is there whole or not at all and nothing is left over") {
  Opslag opslag;
  opslag.add_in_productie(without_guard());
  const auto people = personen(1501, kVolume);
  const std::vector one{people.front()};
  need(opslag.deliver(dag(2), dagbestand(people)));
  std::vector<Regel> later;
  for (const auto& bsn : people) later.push_back({.bsn = std::string(bsn.digits()), .kenmerk = "later"});
  need(opslag.deliver(dag(3), dagbestand(later)));
  opslag.reopen();
  auto changed = regel(people.front());
  changed.kenmerk = "anders";
  const auto id = need(opslag.deliver(dag(4), dagbestand(std::vector{changed}))).rapport.aanlevering_id;
  const CrashImages images(opslag);
  REQUIRE(images.size() > 5);
  std::size_t with_delivery = 0;
  for (std::size_t i = 0; i < images.size(); ++i) {
    INFO("write " << i << " of " << images.size());
    images.restore(i);
    opslag.open();
    const bool delivered = need(opslag.store->leveringen().find(id)).has_value();
    with_delivery += delivered ? 1 : 0;
    CHECK(opslag.count(people) == (delivered ? 1 : people.size()));
    CHECK(opslag.find(people.front()).at(0).kenmerk == (delivered ? "anders" : "later"));
    CHECK(opslag.store->stand()->aansluiting(kCode)->levering.aantal == (delivered ? 1 : people.size()));
    opslag.close();
    const KeysOnDisk keys(opslag.options());
    // Corrections are judged by those of the day before, which stay: the other one's, or behind the notes of their end.
    CHECK(keys.count(Cf::registraties) == 2 * people.size());
    CHECK(keys.count(Cf::rapporten) == (delivered ? 9 : 6));
  }
  CHECK(with_delivery > 0);
  CHECK(with_delivery < images.size());
}

TEST_CASE("whatever write a crash cuts off, a rollback is there whole or not at all and nothing is left over") {
  Opslag opslag;
  auto record = without_guard();
  record.herstelpunten = 2;
  opslag.add_in_productie(record);
  const auto people = personen(1501, kVolume);
  const auto good = need(opslag.deliver(dag(2), dagbestand(people))).rapport.aanlevering_id;
  const auto others = personen(1200, kVolume / 2);
  need(opslag.release(need(opslag.deliver(dag(3), dagbestand(others))).rapport.aanlevering_id));
  const auto later = personen(1300, kVolume / 2);
  need(opslag.deliver(dag(4), dagbestand(later)));
  opslag.reopen();
  const auto id = need(opslag.rollback(good)).aanlevering_id;
  const CrashImages images(opslag);
  REQUIRE(images.size() > 8);
  std::size_t done = 0;
  for (std::size_t i = 0; i < images.size(); ++i) {
    INFO("write " << i << " of " << images.size());
    images.restore(i);
    opslag.open();
    const bool restored = need(opslag.store->leveringen().find(id)).has_value();
    done += restored ? 1 : 0;
    CHECK(opslag.count(people) == (restored ? people.size() : 0));
    CHECK(opslag.count(later) == (restored ? 0 : later.size()));
    opslag.close();
    // The versions of the second and third delivery, and the ends of the first one's.
    CHECK(KeysOnDisk(opslag.options()).count(Cf::registraties) ==
          (restored ? 2 : 1) * people.size() + (restored ? 0 : people.size() + later.size()));
  }
  CHECK(done > 0);
  CHECK(done < images.size());
}

TEST_CASE("whatever write a crash cuts off, a held delivery can be decided upon or never came") {
  Opslag opslag;
  opslag.add_in_productie();
  const auto people = personen(1500, kVolume);
  need(opslag.deliver(dag(2), dagbestand(people)));
  opslag.reopen();
  const std::vector rest(people.begin(), people.begin() + 700);
  const auto id = need(opslag.deliver(dag(3), dagbestand(rest))).rapport.aanlevering_id;
  const CrashImages images(opslag);
  for (std::size_t i = 0; i < images.size(); ++i) {
    INFO("write " << i << " of " << images.size());
    images.restore(i);
    opslag.open();
    CHECK(opslag.count(people) == people.size());
    if (need(opslag.store->leveringen().find(id))) {
      need(opslag.release(id));
      CHECK(opslag.count(people) == rest.size());
    }
    opslag.close();
    const KeysOnDisk keys(opslag.options());
    CHECK(keys.count(Cf::vastgehouden) == 0);
  }
}

TEST_CASE("whatever write a crash cuts off, an ended aansluiting has all its registrations or none") {
  Opslag opslag;
  opslag.add_in_productie();
  const auto people = personen(1500, kVolume);
  need(opslag.deliver(dag(2), dagbestand(people)));
  need(opslag.move(vish::proto::Aansluitfase::beeindigd));
  opslag.reopen();
  need(opslag.move(vish::proto::Aansluitfase::beeindigd, kCode, kTweede));
  const CrashImages images(opslag);
  for (std::size_t i = 0; i < images.size(); ++i) {
    INFO("write " << i << " of " << images.size());
    images.restore(i);
    opslag.open();
    const bool ended = opslag.fase() == vish::proto::Aansluitfase::beeindigd;
    CHECK(opslag.count(people) == (ended ? 0 : people.size()));
    opslag.close();
    const KeysOnDisk keys(opslag.options());
    CHECK(keys.count(Cf::registraties) == (ended ? 0 : people.size()));
  }
}

TEST_CASE("whatever write a crash cuts off, the step to productie leaves the test whole or nothing of it") {
  Opslag opslag;
  opslag.add_in_test();
  const auto people = personen(800);
  need(opslag.deliver(dag(2), dagbestand(people)));
  opslag.reopen();
  need(opslag.move(vish::proto::Aansluitfase::productie));
  const CrashImages images(opslag);
  for (std::size_t i = 0; i < images.size(); ++i) {
    INFO("write " << i << " of " << images.size());
    images.restore(i);
    opslag.open();
    const bool moved = opslag.fase() == vish::proto::Aansluitfase::productie;
    CHECK(opslag.count(people, false) == (moved ? 0 : people.size()));
    CHECK(opslag.count(people, true) == 0);
    opslag.close();
    const KeysOnDisk keys(opslag.options());
    CHECK(keys.count(Cf::registraties) == (moved ? 0 : people.size()));
    CHECK(keys.count(Cf::rapporten) == (moved ? 0 : 3));
    CHECK(keys.count(Cf::standen) == 1);
  }
}
