#include "storage/keychange/sleutels.h"

#include <catch2/catch.hpp>

#include "base/core/codec.h"
#include "storage/crypto/crypto.h"
#include "storage/crypto/sleutelbestand.h"
#include "support/keys_on_disk.h"

using namespace vish::test;
using vish::ErrorCode;
using vish::storage::Cf;
using vish::storage::Leveruitkomst;
using vish::storage::Sleutelsoort;

namespace {

using Codes = std::vector<std::string>;

std::string day_of(const std::vector<vish::proto::Bsn>& people) { return dagbestand(people); }

vish::proto::Aansluiting with_herstelpunten(unsigned count) {
  auto record = aansluiting(kCode);
  record.herstelpunten = count;
  return record;
}

/// Everybody of the first delivery, under the first key; then a second key.
struct Gewisseld : Opslag {
  explicit Gewisseld(unsigned herstelpunten = 0) {
    add_in_productie(with_herstelpunten(herstelpunten));
    first = need(deliver(dag(2), day_of(kDertig))).rapport.aanlevering_id;
    need(rotate(Sleutelsoort::index));
  }
  std::string first;
};

constexpr std::chrono::seconds kLong{60};

}  // namespace

TEST_CASE("after a change of index keys everybody is still found, and the next file moves them to the new key") {
  Gewisseld opslag;
  CHECK(opslag.count(kDertig) == 30);
  CHECK(opslag.sleutel("index-1").registraties == 30);
  CHECK(opslag.sleutel("index-1").aansluitingen == Codes{kCode});
  CHECK(opslag.sleutel("index-2").huidig);
  const auto result = need(opslag.deliver(dag(3), day_of(kDertig)));
  CHECK(result.rapport.aantallen.ongewijzigd == 30);
  CHECK(result.rapport.aantallen.nieuw + result.rapport.aantallen.beeindigd == 0);
  CHECK(opslag.count(kDertig) == 30);
  CHECK(opslag.sleutel("index-1").registraties == 0);
  CHECK(opslag.sleutel("index-2").registraties == 30);
  opslag.reopen();
  CHECK(opslag.count(kDertig) == 30);
  // As they are; and, for corrections of today, as they were and what hides those.
  opslag.close();
  CHECK(KeysOnDisk(opslag.options()).count(Cf::registraties) == 90);
  opslag.open();
  need(opslag.deliver(dag(4), day_of(kDertig)));
  opslag.close();
  CHECK(KeysOnDisk(opslag.options()).count(Cf::registraties) == 30);
}

TEST_CASE("a file is counted and guarded across a change of index keys as if there was one key") {
  Gewisseld opslag;
  const std::vector half(kDertig.begin(), kDertig.begin() + 15);
  const auto held = need(opslag.deliver(dag(3), day_of(half)));
  CHECK(held.uitkomst == Leveruitkomst::vastgehouden);
  CHECK(held.rapport.aantallen.beeindigd == 15);
  CHECK(held.rapport.aantallen.ongewijzigd == 15);
  std::vector<Regel> rows;
  for (const auto& bsn : kVeertig) rows.push_back(regel(bsn));
  for (int i = 0; i < 5; ++i) rows.at(static_cast<std::size_t>(i)).kenmerk = "anders";
  rows.erase(rows.begin() + 5, rows.begin() + 8);
  const auto result = need(opslag.deliver(dag(4), dagbestand(rows)));
  CHECK(result.uitkomst == Leveruitkomst::verwerkt);
  CHECK(result.rapport.aantallen.nieuw == 10);
  CHECK(result.rapport.aantallen.gewijzigd == 5);
  CHECK(result.rapport.aantallen.beeindigd == 3);
  CHECK(result.rapport.aantallen.ongewijzigd == 22);
  CHECK(opslag.count(kVeertig) == 37);
  CHECK(opslag.find(kVeertig.front()).size() == 1);
}

TEST_CASE("who must stay without a row that can be read keeps the old key until a file names them") {
  Gewisseld opslag;
  std::vector<Regel> rows;
  for (const auto& bsn : kDertig) rows.push_back(regel(bsn));
  rows[0] = foute_regel(kDertig[0]);
  const auto faulty = need(opslag.deliver(dag(3), dagbestand(rows)));
  CHECK(faulty.rapport.aantallen.niet_beeindigd == 1);
  CHECK(opslag.count(kDertig) == 30);
  CHECK(opslag.find(kDertig[0]).front().peildatum == dag(2));
  CHECK(opslag.sleutel("index-1").registraties == 1);
  rows[0] = onleesbare_regel();
  rows.pop_back();
  CHECK(need(opslag.deliver(dag(4), dagbestand(rows))).rapport.aantallen.niet_beeindigd == 2);
  CHECK(opslag.count(kDertig) == 30);
  CHECK(opslag.sleutel("index-1").registraties == 1);
  CHECK(opslag.destroy("index-1", kEerste).has_error());
  CHECK(need(opslag.deliver(dag(5), day_of(kDertig))).rapport.aantallen.ongewijzigd == 30);
  CHECK(opslag.sleutel("index-1").registraties == 0);
  CHECK(opslag.count(kDertig) == 30);
}

TEST_CASE("a delivery held before a change of index keys is released as its file was") {
  Opslag opslag;
  opslag.add_in_productie(with_herstelpunten(0));
  need(opslag.deliver(dag(2), day_of(kDertig)));
  const std::vector ten(kDertig.begin(), kDertig.begin() + 10);
  const auto id = need(opslag.deliver(dag(3), day_of(ten))).rapport.aanlevering_id;
  need(opslag.rotate(Sleutelsoort::index));
  opslag.reopen();
  CHECK(opslag.sleutel("index-1").vastgehouden == Codes{kCode});
  const auto released = need(opslag.release(id));
  CHECK(released.aantallen.ongewijzigd == 10);
  CHECK(opslag.count(kDertig) == 10);
  CHECK(opslag.sleutel("index-1").registraties == 10);
}

TEST_CASE("a delivery held after a change of index keys is compared right, also after a rollback to the old key") {
  Gewisseld opslag(3);
  need(opslag.deliver(dag(3), day_of(kDertig)));
  const std::vector ten(kDertig.begin(), kDertig.begin() + 10);
  const auto id = need(opslag.deliver(dag(4), day_of(ten))).rapport.aanlevering_id;
  need(opslag.rollback(opslag.first));
  CHECK(opslag.count(kDertig) == 30);
  CHECK(opslag.sleutel("index-1").registraties == 30);
  const auto released = need(opslag.release(id));
  CHECK(released.aantallen.ongewijzigd == 10);
  CHECK(released.aantallen.beeindigd == 20);
  CHECK(opslag.count(kDertig) == 10);
  CHECK(opslag.sleutel("index-2").registraties == 10);
}

TEST_CASE("an empty file that is held across a change of index keys can be released") {
  Gewisseld opslag;
  const auto id = need(opslag.deliver(dag(3), day_of({}))).rapport.aanlevering_id;
  CHECK(need(opslag.release(id)).aantallen.beeindigd == 30);
  CHECK(opslag.count(kDertig) == 0);
}

TEST_CASE("an index key is destroyed by two persons, and not before nothing is left under it") {
  Gewisseld opslag(1);
  auto refused = opslag.destroy("index-1", kEerste);
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == ErrorCode::conflict);
  CHECK(refused.error().message.find(kCode) != std::string::npos);
  need(opslag.deliver(dag(3), day_of(kDertig)));
  CHECK(opslag.sleutel("index-1").herstelpunten == Codes{kCode});
  CHECK(opslag.destroy("index-1", kEerste).has_error());
  need(opslag.deliver(dag(4), day_of(kDertig)));
  CHECK_FALSE(opslag.sleutel("index-1").in_use());
  CHECK_FALSE(need(opslag.destroy("index-1", kEerste)).sleutel.vernietigd_op);
  CHECK_FALSE(need(opslag.destroy("index-1", kEerste)).sleutel.vernietigd_op);
  CHECK(std::filesystem::exists(opslag.folder / "sleutels/index-1.sleutel"));
  CHECK(need(opslag.destroy("index-1", kTweede)).sleutel.vernietigd_op);
  CHECK_FALSE(std::filesystem::exists(opslag.folder / "sleutels/index-1.sleutel"));
  CHECK(opslag.destroy("index-1", kTweede).has_error());
  opslag.reopen();
  CHECK(opslag.count(kDertig) == 30);
  CHECK(opslag.sleutel("index-1").sleutel.vernietigd_op);
  CHECK(need(opslag.rotate(Sleutelsoort::index)).sleutel.nummer == 3);
}

TEST_CASE("a key that is written under is never destroyed, nor one that does not exist") {
  Opslag opslag;
  for (const std::string naam : {"index-1", "zegel-1", "audit-1"}) {
    CHECK(opslag.destroy(naam, kEerste).error().code == ErrorCode::conflict);
  }
  CHECK(opslag.destroy("index-2", kEerste).error().code == ErrorCode::missing);
}

TEST_CASE("a delivery that began before a change of index keys is written under the old one") {
  Opslag opslag;
  opslag.add_in_productie();
  auto started = need(opslag.store->leveringen().start(opslag.opdracht(dag(2))));
  started->feed(day_of(kDertig));
  need(opslag.rotate(Sleutelsoort::index));
  CHECK(need(started->finish()).uitkomst == Leveruitkomst::verwerkt);
  CHECK(opslag.count(kDertig) == 30);
  CHECK(opslag.sleutel("index-1").registraties == 30);
}

TEST_CASE("a delivery whose index key was destroyed on the way changes nothing") {
  Opslag opslag;
  opslag.add_in_productie();
  auto started = need(opslag.store->leveringen().start(opslag.opdracht(dag(2))));
  started->feed(day_of(kDertig));
  need(opslag.rotate(Sleutelsoort::index));
  need(opslag.destroy("index-1"));
  CHECK(started->finish().error().code == ErrorCode::conflict);
  started.reset();
  CHECK(opslag.count(kDertig) == 0);
  need(opslag.deliver(dag(2), day_of(kDertig)));
  CHECK(opslag.count(kDertig) == 30);
}

TEST_CASE("after a change of zegel keys everything is sealed anew, and then the old one can be destroyed") {
  Opslag opslag;
  opslag.add_in_productie(with_herstelpunten(2));
  const auto first = need(opslag.deliver(dag(2), day_of(kVeertig))).rapport.aanlevering_id;
  need(opslag.deliver(dag(3), day_of(kZestig)));
  const std::vector ten(kDertig.begin(), kDertig.begin() + 10);
  const auto held = need(opslag.deliver(dag(4), day_of(ten))).rapport.aanlevering_id;
  need(opslag.rotate(Sleutelsoort::zegel));
  REQUIRE(opslag.store->sleutels().wait_until_resealed(kLong));
  CHECK_FALSE(opslag.sleutel("zegel-1").in_use());
  need(opslag.destroy("zegel-1"));
  opslag.close();
  {
    KeysOnDisk keys(opslag.options());
    for (const auto cf : {Cf::registraties, Cf::verzamelingen, Cf::vastgehouden}) {
      CHECK(keys.count(cf) > 0);
      need(keys.database().scan(cf, "", [](std::string_view, std::string_view value) {
        CHECK(vish::Decoder(value).u32() == 2);
        return true;
      }));
    }
  }
  opslag.open();
  CHECK(opslag.count(kZestig) == 60);
  CHECK(need(opslag.deliver(dag(4), day_of(ten))).rapport.aanlevering_id == held);
  need(opslag.rollback(first));
  CHECK(opslag.count(kZestig) == 40);
  need(opslag.release(held));
  CHECK(opslag.count(kZestig) == 10);
}

TEST_CASE("sealing anew waits for a delivery under way, and goes on after a restart") {
  Opslag opslag;
  opslag.add_in_productie();
  need(opslag.deliver(dag(2), day_of(kDertig)));
  {
    auto started = need(opslag.store->leveringen().start(opslag.opdracht(dag(3))));
    need(opslag.rotate(Sleutelsoort::zegel));
    CHECK(opslag.sleutel("zegel-1").aansluitingen == Codes{kCode});
    CHECK(opslag.destroy("zegel-1", kEerste).has_error());
  }
  opslag.reopen();
  CHECK(opslag.store->sleutels().wait_until_resealed(kLong));
  need(opslag.destroy("zegel-1"));
  opslag.reopen();
  CHECK(opslag.count(kDertig) == 30);
}

TEST_CASE("after a change of audit keys old lines can be read and persons are found under both") {
  Opslag opslag;
  const auto& person = kDertig.front();
  const auto before = opslag.store->audit().pseudoniem(person);
  vish::proto::Auditregel line = handeling("bevraging");
  line.kenmerk = "zaak 1";
  need(opslag.store->audit().append_and_wait({{line}, std::nullopt}));
  need(opslag.rotate(Sleutelsoort::audit));
  const auto after = opslag.store->audit().pseudoniem(person);
  CHECK(after != before);
  CHECK(opslag.store->audit().pseudoniemen(person) == Codes{after, before});
  opslag.reopen();
  const auto lines = need(opslag.store->audit().list({.match_id = {}, .na = 2, .limiet = 10})).regels;
  CHECK(lines.at(0).kenmerk == "zaak 1");
  CHECK(lines.at(1).handeling.text() == "sleutel.rotate");
}

TEST_CASE("an audit key lives as long as the log has lines of its time") {
  Opslag opslag;
  need(opslag.rotate(Sleutelsoort::audit, moment(20)));
  CHECK(opslag.sleutel("audit-1", moment(40)).auditregels);
  CHECK(opslag.destroy("audit-1", kEerste, moment(40)).error().code == ErrorCode::conflict);
}

TEST_CASE("there is a limit to how many keys of a kind live at once") {
  Opslag opslag;
  for (std::size_t i = 1; i < vish::storage::Sleutels::kMostLive; ++i) need(opslag.rotate(Sleutelsoort::index));
  CHECK(opslag.rotate(Sleutelsoort::index).error().code == ErrorCode::conflict);
  need(opslag.destroy("index-3"));
  CHECK(need(opslag.rotate(Sleutelsoort::index)).sleutel.nummer == vish::storage::Sleutels::kMostLive + 1);
}

TEST_CASE("the memory for keys has room for the most keys that may live, while others take their place") {
  if (!vish::lock_key_memory()) return;  // not allowed here
  Opslag opslag;
  auto keys = opslag.keys();
  for (const auto soort : vish::storage::kSleutelsoorten) {
    for (std::uint32_t nummer = 2; nummer <= vish::storage::Sleutels::kMostLive; ++nummer) {
      keys = keys.with(need(vish::storage::make_sleutel({soort, nummer})));
    }
  }
  const std::vector together{make_crypto(keys), make_crypto(keys), make_crypto(keys)};
  CHECK(together.back()->index().size() == vish::storage::Sleutels::kMostLive);
}
