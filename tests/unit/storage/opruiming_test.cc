#include <catch2/catch.hpp>

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

}  // namespace

TEST_CASE("after every delivery each registration stands once, and a hundred of them leave nothing behind") {
  Opslag opslag;
  opslag.add_in_productie();
  for (int round = 0; round < 100; ++round) {
    const auto result = need(opslag.deliver(dag(2 + round / 4), file_of(round)));
    REQUIRE(result.rapport.status == vish::proto::Aanleverstatus::verwerkt);
    if (round % 10 != 9) continue;
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
    std::string changes;
    for (const char fill : {'\x07', '\x08'}) changes.append(16, fill).push_back(1);
    using vish::storage::Deel;
    need(keys.database().write({{Cf::verzamelingen, chunk_key(nummer, Deel::wijziging, next, 0), changes},
                                {Cf::verzamelingen, chunk_key(nummer, Deel::stand, next, 0), "half"},
                                {Cf::vastgehouden, chunk_key(nummer, Deel::stand, next, 0), "half"},
                                {Cf::registraties, registratie_key(whose(7), nummer, next), "half"},
                                {Cf::registraties, registratie_key(whose(8), nummer, next), ""}},
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
