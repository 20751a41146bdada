#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <thread>

#include "storage/backup/backups.h"
#include "support/kluis.h"

using namespace vish::test;
using vish::ErrorCode;
namespace fs = std::filesystem;

TEST_CASE("a backup that does not read back as it was written fails, and nothing of it is left") {
  Kluis kluis;
  kluis.add_in_productie();
  need(kluis.deliver(dag(2), dagbestand(kVeertig)));
  kluis.back_up(1);
  std::atomic<bool> ended{false};
  std::atomic<int> damaged{0};
  std::thread disk([&] {
    const auto part = [&](int number) {
      return kluis.folder / "backups" / "000002.nieuw" / (std::to_string(number) + ".cms");
    };
    while (!ended && damaged == 0) {
      if (!fs::exists(part(2))) continue;
      flip_a_byte(part(1), 7);
      ++damaged;
    }
  });
  const auto made = kluis.store->backups().create(kluis.plaats(1), moment(30));
  ended = true;
  disk.join();
  REQUIRE(damaged == 1);
  REQUIRE_FALSE(made.has_value());
  CHECK(made.error().code == ErrorCode::corrupt);
  CHECK(files_of(kluis.folder / "backups") == std::vector{kluis.folder / "backups" / "000001"});
  CHECK(need(kluis.store->backups().newest(kluis.folder / "backups"))->nummer == 1);
}

TEST_CASE("a backup that lost bytes is shown as such, and no good one goes for it") {
  Kluis kluis;
  for (int i = 0; i < 2; ++i) kluis.back_up(2);
  fs::resize_file(kluis.folder / "backups" / "000002" / "1.cms", 9);
  CHECK(need(kluis.store->backups().newest(kluis.folder / "backups"))->nummer == 1);
  kluis.back_up(2);
  const auto backups = need(kluis.store->backups().list(kluis.folder / "backups"));
  REQUIRE(backups.size() == 3);
  CHECK_FALSE(backups[0].fout);
  CHECK(backups[1].fout.value_or("").find("000002") != std::string::npos);
}

TEST_CASE("where the backups were and are not, none is begun; in another folder it is") {
  Kluis kluis;
  kluis.back_up();
  const auto there = kluis.folder / "backups";
  const auto away = kluis.folder / "losgekoppeld";
  fs::rename(there, away);
  for (const bool mount_point : {false, true}) {
    if (mount_point) fs::create_directory(there);
    const auto refused = kluis.store->backups().create(kluis.plaats(), moment(30));
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == ErrorCode::missing);
    CHECK(refused.error().message.find("is de schijf aangekoppeld?") != std::string::npos);
    CHECK(fs::exists(there) == mount_point);
  }
  fs::remove(there);
  fs::rename(away, there);
  CHECK(kluis.back_up().nummer == 2);
  auto elsewhere = kluis.plaats();
  elsewhere.doel = kluis.folder / "anders";
  CHECK(need(kluis.store->backups().create(elsewhere, moment(30))).nummer == 1);
}

TEST_CASE("a folder that is not a backup counts for nothing, whatever its name, and is left alone") {
  Kluis kluis;
  kluis.back_up();
  for (const auto* name : {"20261125", "000002", "7", "foto.nieuw"}) {
    fs::create_directories(kluis.folder / "backups" / name / "iets");
  }
  CHECK(kluis.back_up(1).nummer == 3);
  CHECK(need(kluis.store->backups().list(kluis.folder / "backups")).size() == 1);
  for (const auto* name : {"20261125", "000002", "7", "foto.nieuw"}) {
    CHECK(fs::exists(kluis.folder / "backups" / name / "iets"));
  }
}

TEST_CASE("on the disk of the database a backup needs twice its room, and twice the watermark besides") {
  Kluis kluis;
  std::uint64_t size = 0;
  for (const auto& entry : fs::recursive_directory_iterator(kluis.folder / "data")) {
    if (entry.is_regular_file()) size += entry.file_size();
  }
  std::atomic<std::uint64_t> room{2 * Kluis::kGrens + size * 3 / 2};
  kluis.open_on([&] { return room.load(); });
  const auto refused = kluis.store->backups().create(kluis.plaats(), moment(30));
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == ErrorCode::unavailable);
  room = 2 * Kluis::kGrens + size * 3;
  kluis.back_up();
}

TEST_CASE("a disk that fills up while a backup is made ends it before answers stop") {
  Kluis kluis;
  int asked = 0;
  int enough = 1'000'000;
  kluis.open_on([&] { return ++asked > enough ? 2 * Kluis::kGrens - 1 : 1'000 * Kluis::kGrens; });
  asked = 0;
  kluis.back_up();
  const auto whole = asked;
  for (const int quarters : {1, 2, 3}) {
    enough = whole * quarters / 4;
    asked = 0;
    const auto refused = kluis.store->backups().create(kluis.plaats(), moment(30));
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == ErrorCode::unavailable);
    CHECK(files_of(kluis.folder / "backups").size() == 1);
    CHECK_FALSE(fs::exists(kluis.folder / "data" / "backup"));
    CHECK_FALSE(kluis.store->trouble());
  }
}
