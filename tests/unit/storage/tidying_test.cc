#include <catch2/catch.hpp>
#include <set>

#include "storage/crypto/crypto.h"
#include "storage/sets/verzameling.h"
#include "support/keys_on_disk.h"

using namespace vish::test;
using vish::storage::Cf;
using vish::storage::Leveruitkomst;
using vish::storage::registratie_key;

namespace {

/// Each day somebody comes, somebody goes and somebody changes.
std::string file_of(int day) {
  std::vector<Regel> regels;
  for (int i = 0; i < 50; ++i) {
    regels.push_back(regel(kZestig[static_cast<std::size_t>(i + day) % kZestig.size()]));
    if (i % 7 == day % 7) regels.back().kenmerk = "dag " + std::to_string(day);
  }
  if (day % 3 == 0) regels[0] = foute_regel(kZestig[static_cast<std::size_t>(day) % kZestig.size()]);
  return dagbestand(regels);
}

/// The same persons day after day, from the day after that one on.
void deliver_often(Opslag& opslag, int day, const std::string& file, unsigned times) {
  for (unsigned i = 0; i < times; ++i) {
    const auto result = need(opslag.deliver(dag(++day), file));
    REQUIRE(result.rapport.status == vish::proto::Aanleverstatus::verwerkt);
  }
}

/// Four files a day; after each twenty some days without.
int day_of_round(int round) { return -150 + round / 4 + round / 20 * 6; }

/// How many sets the delivery state needs.
std::size_t sets_needed(const Opslag& opslag) {
  const auto& levering = opslag.store->stand()->aansluiting(kCode)->levering;
  std::set<vish::storage::Generatie> needed{levering.generatie};
  for (const auto& punt : levering.herstelpunten) needed.insert(punt.generatie);
  if (levering.uitgangspunt) needed.insert(levering.uitgangspunt->generatie);
  return needed.size();
}

}  // namespace

TEST_CASE(
    "after every delivery only what its herstelpunten need is there, and a hundred of them leave nothing behind") {
  Opslag opslag;
  auto record = aansluiting(kCode);
  record.herstelpunten = GENERATE(0U, 1U, 3U);
  opslag.add_in_productie(record);
  for (int round = 0; round < 100; ++round) {
    const auto result = need(opslag.deliver(dag(day_of_round(round)), file_of(round)));
    REQUIRE(result.rapport.status == vish::proto::Aanleverstatus::verwerkt);
    if (round % 20 != 19) continue;
    const auto sets = sets_needed(opslag);
    CHECK(sets <= record.herstelpunten + 2);
    opslag.close();
    CHECK(KeysOnDisk(opslag.options()).count(Cf::verzamelingen) == sets);
    opslag.open();
    deliver_often(opslag, day_of_round(round), file_of(round), record.herstelpunten + 1);
    const auto registered = opslag.store->stand()->aansluiting(kCode)->levering.aantal;
    opslag.close();
    {
      const KeysOnDisk keys(opslag.options());
      CHECK(keys.count(Cf::registraties) == registered);
      CHECK(keys.persons() == registered);
      CHECK(keys.count(Cf::verzamelingen) == 1);
      CHECK(keys.count(Cf::vastgehouden) == 0);
    }
    opslag.open();
  }
}

TEST_CASE("what a rollback made undone is gone from the disk, and in time so is what it went back over") {
  Opslag opslag;
  opslag.add_in_productie();
  std::vector<std::string> ids;
  for (int day = 2; day < 8; ++day) ids.push_back(need(opslag.deliver(dag(day), file_of(day))).rapport.aanlevering_id);
  need(opslag.rollback(ids.at(GENERATE(1U, 2U, 4U))));
  const auto sets = sets_needed(opslag);
  CHECK(sets == opslag.store->stand()->aansluiting(kCode)->levering.herstelpunten.size() + 1);
  opslag.close();
  CHECK(KeysOnDisk(opslag.options()).count(Cf::verzamelingen) == sets);
  opslag.open();
  deliver_often(opslag, 20, file_of(7), 8);
  opslag.close();
  const KeysOnDisk keys(opslag.options());
  CHECK(keys.count(Cf::registraties) == 50);
  CHECK(keys.count(Cf::verzamelingen) == 1);
}

TEST_CASE("a held delivery lies there until it is decided upon, and then no more") {
  Opslag opslag;
  opslag.add_in_productie();
  need(opslag.deliver(dag(2), dagbestand(kZestig)));
  const auto held = need(opslag.deliver(dag(3), dagbestand(std::vector{kZestig[0]})));
  REQUIRE(held.uitkomst == Leveruitkomst::vastgehouden);
  opslag.close();
  CHECK(KeysOnDisk(opslag.options()).count(Cf::vastgehouden) == 1);
  opslag.open();
  need(GENERATE(true, false) ? opslag.release(held.rapport.aanlevering_id)
                             : opslag.reject(held.rapport.aanlevering_id));
  opslag.close();
  CHECK(KeysOnDisk(opslag.options()).count(Cf::vastgehouden) == 0);
}

TEST_CASE("what a delivery wrote ahead and never committed is gone after reopening") {
  Opslag opslag;
  opslag.add_in_productie();
  need(opslag.deliver(dag(2), dagbestand(std::vector{kZestig[0], kZestig[1]})));
  const auto standing = opslag.store->stand()->aansluiting(kCode);
  const auto nummer = standing->aansluiting.nummer;
  const auto next = standing->levering.hoogste_generatie + 1;
  opslag.close();
  {
    KeysOnDisk keys(opslag.options());
    const auto whose = [](unsigned char fill) {
      vish::storage::Pseudoniem persoon;
      persoon.fill(fill);
      return persoon;
    };
    const vish::storage::Crypto crypto(opslag.keys());
    vish::storage::AheadWriter ahead(keys.database());
    need(save_set(ahead.sink(Cf::verzamelingen), crypto.zegel(), {nummer, next},
                  {{whose(7), 1, next}, {whose(8), 1, next}}));
    need(ahead.finish());
    need(keys.database().write({{Cf::vastgehouden, vish::storage::chunk_key(nummer, next, 0), "half"},
                                {Cf::registraties, registratie_key(whose(7), nummer, next), "half"},
                                {Cf::registraties, registratie_key(whose(8), nummer, next), "half"}},
                               true));
    CHECK(keys.count(Cf::registraties) == 4);
  }
  opslag.open();
  CHECK(opslag.count(kZestig) == 2);
  opslag.close();
  const KeysOnDisk keys(opslag.options());
  CHECK(keys.count(Cf::registraties) == 2);
  CHECK(keys.count(Cf::verzamelingen) == 1);
  CHECK(keys.count(Cf::vastgehouden) == 0);
}

TEST_CASE("a hundred corrections leave one set of their day, and who went or came in between nothing") {
  Opslag opslag;
  opslag.add_in_productie();
  need(opslag.deliver(dag(2), dagbestand(kZestig)));
  need(opslag.deliver(dag(3), dagbestand(kZestig)));
  for (int round = 0; round < 100; ++round) {
    // One of the sixty is away, each time another one; who comes back says something new.
    std::vector<Regel> regels;
    for (std::size_t i = 0; i < kZestig.size(); ++i) {
      if (static_cast<int>(i) == round % 50) continue;
      regels.push_back(regel(kZestig[i]));
      if (static_cast<int>(i) < round)
        regels.back().kenmerk = "na " + std::to_string(i % 7 + static_cast<std::size_t>(round) / 50);
    }
    need(opslag.deliver(dag(4), dagbestand(regels)));
    CHECK(opslag.count(kZestig) == 59);
    if (round % 30 == 29) opslag.reopen();
  }
  const auto sets = sets_needed(opslag);
  CHECK(sets <= 4);
  opslag.close();
  CHECK(KeysOnDisk(opslag.options()).count(Cf::verzamelingen) == sets);
  opslag.open();
  const auto punten = opslag.store->stand()->aansluiting(kCode)->levering.herstelpunten;
  REQUIRE(punten.size() == 3);
  need(opslag.rollback(punten[1].aanlevering_id));
  CHECK(opslag.count(kZestig) == 60);
  deliver_often(opslag, 10, dagbestand(kZestig), 8);
  opslag.close();
  const KeysOnDisk keys(opslag.options());
  CHECK(keys.count(Cf::registraties) == 60);
  CHECK(keys.persons() == 60);
  CHECK(keys.count(Cf::verzamelingen) == 1);
}
