#include "storage/backup/backups.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <thread>

#include "storage/crypto/cms.h"
#include "storage/restore/terugzetten.h"
#include "support/kluis.h"

using namespace vish::test;
using vish::ErrorCode;
namespace fs = std::filesystem;
namespace storage = vish::storage;

TEST_CASE("a backup brings back all that was acknowledged before, and answers nothing until it is opened") {
  Kluis kluis;
  kluis.add_in_productie();
  need(kluis.deliver(dag(2), dagbestand(kVeertig)));
  const auto lines = kluis.store->audit().size();
  const auto backup = kluis.back_up();
  CHECK(backup.nummer == 1);
  CHECK(backup.auditregels == lines);
  need(kluis.put_back(1));
  kluis.take_over();

  const auto refused = kluis.store->index().look().find(kVeertig, {true, dag(30)});
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == ErrorCode::unavailable);
  CHECK(kluis.store->stand()->teruggezet->backup == 1);

  need(kluis.store->answer_again(handeling("backup.open")));
  CHECK(kluis.count(kVeertig) == kVeertig.size());
  CHECK_FALSE(kluis.store->stand()->teruggezet);
  CHECK(kluis.store->answer_again(handeling("backup.open")).error().code == ErrorCode::conflict);
  kluis.close();
}

TEST_CASE("a backup made while deliveries come holds each of them whole or not at all") {
  Kluis kluis;
  kluis.add_in_productie();
  need(kluis.deliver(dag(2), dagbestand(kVeertig)));
  std::atomic<bool> enough{false};
  std::thread writer([&] {
    for (int i = 3; !enough; ++i) need(kluis.deliver(dag(2), dagbestand(personen(40 + i % 5))));
  });
  for (int i = 0; i < 3; ++i) kluis.back_up();
  enough = true;
  writer.join();
  need(kluis.put_back(2));
  kluis.take_over();
  need(kluis.store->answer_again(handeling("backup.open")));
  const auto registered = kluis.store->stand()->aansluiting(kCode)->levering.aantal;
  CHECK(registered >= kVeertig.size());
  CHECK(kluis.count(personen(50)) == registered);
}

TEST_CASE("a backup tells how far it is while it is made, and nothing before and after") {
  Kluis kluis;
  std::vector<storage::Bytecount::Passed> seen;
  kluis.open_on([&, self = std::this_thread::get_id()] {
    const bool ours = kluis.store && std::this_thread::get_id() == self;
    if (const auto passed = ours ? kluis.store->backups().made() : std::nullopt) seen.push_back(*passed);
    return std::numeric_limits<std::uint64_t>::max();
  });
  CHECK_FALSE(kluis.store->backups().made());
  kluis.back_up();
  CHECK_FALSE(kluis.store->backups().made());
  REQUIRE(seen.size() > 1);
  CHECK(seen.back().done > 0);
  CHECK(std::ranges::is_sorted(seen, {}, &storage::Bytecount::Passed::done));
}

TEST_CASE("who asks for a backup while one is made gets the next") {
  Kluis kluis;
  std::thread other([&] { kluis.back_up(); });
  const auto mine = kluis.back_up();
  other.join();
  const auto backups = need(kluis.store->backups().list(kluis.folder / "backups"));
  REQUIRE(backups.size() == 2);
  CHECK((mine.nummer == 1 || mine.nummer == 2));
}

TEST_CASE("one flipped byte in any file of a backup is found, refused, and leaves nothing behind") {
  Kluis kluis;
  kluis.add_in_productie();
  need(kluis.deliver(dag(2), dagbestand(kVeertig)));
  kluis.back_up();
  std::size_t at = 7;
  for (const auto& file : files_of(kluis.folder / "backups" / "000001")) {
    CAPTURE(file.string());
    flip_a_byte(file, at);
    const auto verified = kluis.store->backups().verify(kluis.folder / "backups", 1);
    const auto put = kluis.put_back(1);
    REQUIRE_FALSE(verified.has_value());
    REQUIRE_FALSE(put.has_value());
    CHECK(put.error().code == ErrorCode::corrupt);
    CHECK(put.error().message.find(file.filename().stem().string()) != std::string::npos);
    CHECK(kluis.nothing_is_left());
    flip_a_byte(file, at);
    at = at * 31 + 11;
  }
  need(kluis.store->backups().verify(kluis.folder / "backups", 1));
  need(kluis.put_back(1));
}

TEST_CASE("nothing in a backup is readable, and only its recipient can put it back") {
  Kluis kluis;
  kluis.back_up();
  for (const auto& file : files_of(kluis.folder / "backups" / "000001")) {
    std::ifstream in(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    CHECK(bytes.find("organisatie") == std::string::npos);
  }
  make_recipient(kluis.folder.path(), "vreemde", EVP_RSA_gen(2048));
  auto opdracht = kluis.opdracht_voor(1);
  opdracht.sleutel = kluis.folder / "vreemde.key";
  auto into = kluis.options();
  into.folder = kluis.folder / "terug";
  CHECK(storage::restore(opdracht, into).error().code == ErrorCode::corrupt);
  CHECK(kluis.nothing_is_left());
}

TEST_CASE("a backup is put back by its number, and only into an empty folder") {
  Kluis kluis;
  kluis.back_up();
  CHECK(kluis.put_back(2).error().code == ErrorCode::missing);
  CHECK(storage::restore(kluis.opdracht_voor(1), kluis.options()).error().code == ErrorCode::exists);
  CHECK(kluis.nothing_is_left());
}

TEST_CASE("a database that is damaged is not backed up, so that the good backups stay") {
  Kluis kluis;
  kluis.add_in_productie();
  need(kluis.deliver(dag(2), dagbestand(personen(800))));
  kluis.reopen();
  kluis.back_up(1);
  fs::path largest;
  for (const auto& file : files_of(kluis.folder / "data")) {
    if (file.extension() == ".sst" && (largest.empty() || fs::file_size(file) > fs::file_size(largest))) largest = file;
  }
  flip_a_byte(largest, fs::file_size(largest) / 3);
  const auto refused = kluis.store->backups().create(kluis.plaats(1), moment(30));
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == ErrorCode::corrupt);
  const auto backups = need(kluis.store->backups().list(kluis.folder / "backups"));
  REQUIRE(backups.size() == 1);
  CHECK(backups.front().nummer == 1);
}

TEST_CASE("old backups go once a newer one is whole; numbers are not given out again") {
  Kluis kluis;
  for (int i = 0; i < 4; ++i) kluis.back_up(2);
  const auto backups = need(kluis.store->backups().list(kluis.folder / "backups"));
  REQUIRE(backups.size() == 2);
  CHECK(backups[0].nummer == 3);
  CHECK(need(kluis.store->backups().newest(kluis.folder / "backups"))->nummer == 4);
}

TEST_CASE("a backup that fails leaves the ones before it and nothing half") {
  Kluis kluis;
  kluis.back_up(1);
  fs::remove(kluis.folder / "kluis.pem");
  CHECK_FALSE(kluis.store->backups().create(kluis.plaats(1), moment(30)).has_value());
  CHECK(files_of(kluis.folder / "backups").size() == 1);
  CHECK_FALSE(fs::exists(kluis.folder / "data" / "backup"));
}

TEST_CASE("a recipient may have a key on an elliptic curve; who is not one cannot read") {
  const TempFolder folder;
  make_recipient(folder.path(), "kromme", EVP_EC_gen("P-256"));
  make_recipient(folder.path(), "ander", EVP_EC_gen("P-256"));
  const auto message = need(need(storage::Ontvangers::load(folder / "kromme.pem")).encrypt("geheim"));
  CHECK(need(need(storage::Ontvangersleutel::load(folder / "kromme.key")).decrypt(message)) == "geheim");
  CHECK_FALSE(need(storage::Ontvangersleutel::load(folder / "ander.key")).decrypt(message).has_value());
  CHECK_FALSE(storage::check_ontvangers(folder / "kromme.key").has_value());
}
