#include <catch2/catch.hpp>

#include "crypto.h"
#include "support/keys_on_disk.h"
#include "verzameling.h"

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

/// The same persons again and again: a comment to the header makes other bytes of it.
void deliver_often(Opslag& opslag, int day, const std::string& file, unsigned times) {
  const auto end_of_header = file.find('\n');
  for (unsigned i = 0; i < times; ++i) {
    auto other = file;
    other.insert(end_of_header, std::string(i + 1, ';'));
    REQUIRE(need(opslag.deliver(dag(day), other)).rapport.status == vish::proto::Aanleverstatus::verwerkt);
  }
}

}  // namespace

TEST_CASE(
    "after every delivery only what its herstelpunten need is there, and a hundred of them leave nothing behind") {
  Opslag opslag;
  auto record = aansluiting(kCode);
  record.herstelpunten = GENERATE(0U, 1U, 3U);
  opslag.add_in_productie(record);
  for (int round = 0; round < 100; ++round) {
    const auto result = need(opslag.deliver(dag(2 + round / 4), file_of(round)));
    REQUIRE(result.rapport.status == vish::proto::Aanleverstatus::verwerkt);
    if (round % 20 != 19) continue;
    opslag.close();
    CHECK(KeysOnDisk(opslag.options()).count(Cf::verzamelingen) == record.herstelpunten + 1);
    opslag.open();
    deliver_often(opslag, 2 + round / 4, file_of(round), record.herstelpunten + 1);
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
  const auto standing = opslag.store->stand()->aansluiting(kCode);
  const auto punten = standing->levering.herstelpunten.size();
  opslag.close();
  CHECK(KeysOnDisk(opslag.options()).count(Cf::verzamelingen) == punten + 1);
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
