#include <catch2/catch.hpp>
#include <fstream>

#include "support/keys_on_disk.h"

// RocksDB's log holds every write in order. A power cut leaves a prefix of
// it: each prefix that ends between two writes is opened here as a database.

namespace fs = std::filesystem;
using namespace vish::test;
using vish::storage::Cf;

namespace {

fs::path newest_log(const fs::path& data) {
  fs::path newest;
  for (const auto& entry : fs::directory_iterator(data)) {
    if (entry.path().extension() == ".log" && entry.path() > newest) newest = entry.path();
  }
  return newest;
}

/// Where each write in the log ends: the format is blocks of 32 kB with
/// fragments of header (4 bytes checksum, 2 length, 1 type) and payload.
std::vector<std::uintmax_t> ends_of_writes(const fs::path& log) {
  constexpr std::size_t kBlock = 32768;
  constexpr std::size_t kHeader = 7;
  constexpr int kFull = 1;
  constexpr int kLast = 4;
  std::ifstream file(log, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  std::vector<std::uintmax_t> ends{0};
  std::size_t at = 0;
  while (at + kHeader <= bytes.size()) {
    if (kBlock - at % kBlock < kHeader) {
      at += kBlock - at % kBlock;
      continue;
    }
    const auto byte = [&](std::size_t offset) { return static_cast<unsigned char>(bytes[at + offset]); };
    const int type = byte(6);
    at += kHeader + static_cast<std::size_t>(byte(4)) + (static_cast<std::size_t>(byte(5)) << 8U);
    if (type == kFull || type == kLast) ends.push_back(at);
  }
  return ends;
}

/// The data folder as it is at each moment of what was done since the last opening.
class CrashImages {
 public:
  explicit CrashImages(Opslag& opslag) : data_(opslag.folder / "data"), saved_(opslag.folder / "gered") {
    opslag.close();
    fs::copy(data_, saved_, fs::copy_options::recursive);
    ends_ = ends_of_writes(newest_log(saved_));
  }
  std::size_t size() const { return ends_.size(); }
  void restore(std::size_t which) const {
    fs::remove_all(data_);
    fs::copy(saved_, data_, fs::copy_options::recursive);
    fs::resize_file(newest_log(data_), ends_.at(which));
  }

 private:
  fs::path data_;
  fs::path saved_;
  std::vector<std::uintmax_t> ends_;
};

vish::proto::Aansluiting without_guard() {
  auto record = aansluiting(kCode);
  record.drempels.afname_percentage = 100;
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
  opslag.reopen();
  auto changed = regel(people.front());
  changed.kenmerk = "anders";
  const auto id = need(opslag.deliver(dag(3), dagbestand(std::vector{changed}))).rapport.aanlevering_id;
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
    CHECK(opslag.find(people.front()).at(0).kenmerk == (delivered ? "anders" : ""));
    CHECK(opslag.store->stand()->aansluiting(kCode)->levering.aantal == (delivered ? 1 : people.size()));
    opslag.close();
    const KeysOnDisk keys(opslag.options());
    CHECK(keys.count(Cf::registraties) == (delivered ? 1 : people.size()));
    CHECK(keys.count(Cf::rapporten) == (delivered ? 4 : 2));
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
  need(opslag.deliver(dag(3), dagbestand(others)));
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
    CHECK(keys.count(Cf::rapporten) == (moved ? 0 : 2));
    CHECK(keys.count(Cf::standen) == 1);
  }
}
