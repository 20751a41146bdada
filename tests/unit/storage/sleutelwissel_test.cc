#include <catch2/catch.hpp>
#include <fstream>

#include "storage/crypto/sleutelbestand.h"
#include "support/crash_images.h"

// A crash in the middle of a change of keys, at each step of it: what lies in
// the key folder and what the database knows can be those of different steps.

namespace fs = std::filesystem;
using namespace vish::test;
using vish::ErrorCode;
using vish::storage::Sleutelsoort;
using vish::storage::Store;

namespace {

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool knows(const Opslag& opslag, const vish::storage::Sleutelnaam& naam) {
  const auto& known = opslag.store->stand()->sleutels;
  return std::find(known.begin(), known.end(), naam) != known.end();
}

ErrorCode refusal_to_open(const Opslag& opslag) {
  auto keys = vish::storage::Keyring::load(opslag.folder / "sleutels");
  if (!keys) return keys.error().code;
  const auto opened = Store::open(opslag.options(), *std::move(keys));
  REQUIRE(opened.has_error());
  return opened.error().code;
}

struct Sleutelmap {
  explicit Sleutelmap(const Opslag& opslag) : folder(opslag.folder / "sleutels") {}
  fs::path operator/(const std::string& name) const { return folder / name; }
  fs::path folder;
};

}  // namespace

TEST_CASE("whatever write a crash cuts off, a change of index keys and the delivery after it lose no match") {
  Opslag opslag;
  auto record = aansluiting(kCode);
  record.herstelpunten = 0;
  opslag.add_in_productie(record);
  const auto people = personen(1500, 100'000'000);
  need(opslag.deliver(dag(2), dagbestand(people)));
  opslag.reopen();
  need(opslag.rotate(Sleutelsoort::index));
  const auto id = need(opslag.deliver(dag(3), dagbestand(people))).rapport.aanlevering_id;
  // Until then corrections of the day before are judged by those under the old key.
  const auto next = need(opslag.deliver(dag(4), dagbestand(people))).rapport.aanlevering_id;
  need(opslag.destroy("index-1", kEerste));
  const CrashImages images(opslag);
  REQUIRE(images.size() > 5);
  const Sleutelmap sleutels(opslag);
  std::size_t rotated = 0;
  std::size_t delivered = 0;
  for (std::size_t i = 0; i < images.size(); ++i) {
    INFO("write " << i << " of " << images.size());
    images.restore(i);
    // The name of the new key is given after the database knows it: the latest that a crash can leave.
    const bool named = fs::exists(sleutels / "index-2.sleutel");
    if (named) fs::rename(sleutels / "index-2.sleutel", sleutels / "index-2.sleutel.nieuw");
    opslag.open();
    CHECK(opslag.count(people) == people.size());
    const bool known = knows(opslag, {Sleutelsoort::index, 2});
    rotated += known ? 1 : 0;
    CHECK(fs::exists(sleutels / "index-2.sleutel") == known);
    const bool done = need(opslag.store->leveringen().find(id)).has_value();
    delivered += done ? 1 : 0;
    CHECK(opslag.sleutel("index-1").registraties == (done ? 0 : people.size()));
    if (known) CHECK(opslag.sleutel("index-2").registraties == (done ? people.size() : 0));
    // As they were for corrections, what hides those, and as they are.
    const bool kept = done && !need(opslag.store->leveringen().find(next)).has_value();
    opslag.close();
    CHECK(KeysOnDisk(opslag.options()).count(vish::storage::Cf::registraties) == (kept ? 3 : 1) * people.size());
  }
  CHECK(rotated > delivered);
  CHECK(delivered > 0);
  CHECK(rotated < images.size());
}

TEST_CASE("whatever write a crash cuts off, sealing anew goes on and everything can be read") {
  Opslag opslag;
  opslag.add_in_productie();
  const auto people = personen(3000, 100'000'000);
  need(opslag.deliver(dag(2), dagbestand(people)));
  opslag.reopen();
  need(opslag.rotate(Sleutelsoort::zegel));
  REQUIRE(opslag.store->sleutels().wait_until_resealed(std::chrono::seconds(60)));
  const CrashImages images(opslag);
  REQUIRE(images.size() > 5);
  const Sleutelmap sleutels(opslag);
  for (std::size_t i = 0; i < images.size(); ++i) {
    INFO("write " << i << " of " << images.size());
    images.restore(i);
    if (fs::exists(sleutels / "zegel-2.sleutel")) {
      fs::rename(sleutels / "zegel-2.sleutel", sleutels / "zegel-2.sleutel.nieuw");
    }
    opslag.open();
    CHECK(opslag.count(people) == people.size());
    CHECK(opslag.store->sleutels().wait_until_resealed(std::chrono::seconds(60)));
    CHECK(opslag.count(people) == people.size());
    opslag.close();
  }
}

TEST_CASE("a prepared key that the database does not know is no key, and makes room for the next") {
  Opslag opslag;
  opslag.close();
  const Sleutelmap sleutels(opslag);
  const auto left = need(vish::storage::make_sleutel({Sleutelsoort::index, 2}));
  need(vish::storage::write_sleutel(sleutels / "index-2.sleutel.nieuw", left));
  const bool torn = GENERATE(false, true);
  if (torn) fs::resize_file(sleutels / "index-2.sleutel.nieuw", 20);
  opslag.open();
  CHECK_FALSE(knows(opslag, {Sleutelsoort::index, 2}));
  CHECK(need(opslag.rotate(Sleutelsoort::index)).sleutel.controlewaarde != left.check_value());
  opslag.reopen();
  CHECK(knows(opslag, {Sleutelsoort::index, 2}));
  CHECK_FALSE(fs::exists(sleutels / "index-2.sleutel.nieuw"));
}

TEST_CASE("a key that the database knows and that has no file is refused at start, and no key is made") {
  Opslag opslag;
  const auto soort = GENERATE(Sleutelsoort::index, Sleutelsoort::zegel, Sleutelsoort::audit);
  need(opslag.rotate(soort));
  opslag.close();
  const Sleutelmap sleutels(opslag);
  const auto naam = std::string(to_text(soort)) + GENERATE(as<std::string>(), "-1", "-2");
  fs::remove(sleutels / (naam + ".sleutel"));
  CHECK(refusal_to_open(opslag) == ErrorCode::wrong_key);
  const auto another = need(vish::storage::make_sleutel(*vish::storage::sleutelnaam_from(naam)));
  need(vish::storage::write_sleutel(sleutels / (naam + ".sleutel.nieuw"), another));
  CHECK(refusal_to_open(opslag) == ErrorCode::wrong_key);
  fs::rename(sleutels / (naam + ".sleutel.nieuw"), sleutels / (naam + ".sleutel"));
  CHECK(refusal_to_open(opslag) == ErrorCode::wrong_key);
}

TEST_CASE("a key that the database does not know is refused at start") {
  Opslag opslag;
  opslag.close();
  const Sleutelmap sleutels(opslag);
  const auto other = need(vish::storage::make_sleutel({Sleutelsoort::zegel, 2}));
  need(vish::storage::write_sleutel(sleutels / "zegel-2.sleutel", other));
  CHECK(refusal_to_open(opslag) == ErrorCode::wrong_key);
}

TEST_CASE("the file of a destroyed key is wiped at start, wherever a crash stopped that, and when it comes back") {
  Opslag opslag;
  need(opslag.rotate(Sleutelsoort::index));
  const Sleutelmap sleutels(opslag);
  const auto text = text_of(sleutels / "index-1.sleutel");
  need(opslag.destroy("index-1"));
  opslag.close();
  const auto name = GENERATE(as<std::string>(), "index-1.sleutel", "index-1.sleutel.weg");
  const bool overwritten = name.ends_with(".weg") && GENERATE(false, true);
  std::ofstream(sleutels / name, std::ios::binary) << (overwritten ? std::string(40, '\0') : text);
  fs::permissions(sleutels / name, fs::perms::owner_read | fs::perms::owner_write);
  opslag.open();
  CHECK_FALSE(fs::exists(sleutels / name));
  CHECK(opslag.sleutel("index-1").sleutel.vernietigd_op);
}

TEST_CASE("another key under the number of a destroyed one is refused at start") {
  Opslag opslag;
  need(opslag.rotate(Sleutelsoort::index));
  need(opslag.destroy("index-1"));
  opslag.close();
  const Sleutelmap sleutels(opslag);
  const auto other = need(vish::storage::make_sleutel({Sleutelsoort::index, 1}));
  need(vish::storage::write_sleutel(sleutels / "index-1.sleutel", other));
  CHECK(refusal_to_open(opslag) == ErrorCode::wrong_key);
  CHECK(fs::exists(sleutels / "index-1.sleutel"));
}
