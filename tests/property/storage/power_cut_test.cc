#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <iostream>
#include <thread>

#include "disk.h"
#include "promises.h"
#include "storage/store/open_store.h"
#include "support/opslag.h"
#include "support/seed.h"

using namespace vish::test;
using vish::ErrorCode;
using vish::storage::Database;

namespace {

constexpr int kAskers = 3;
constexpr std::size_t kMany = 20'500;  ///< more than go through the log

/// So small that logs and tables follow each other all the time; manifests do at each opening.
Database::Adjust on(Disk& disk) {
  return [&disk](rocksdb::DBOptions& options) {
    options.env = disk.env();
    // It would note syncs that are not made.
    if (!disk.syncs_logs()) options.track_and_verify_wals_in_manifest = false;
    options.db_write_buffer_size = std::size_t{1} << 20U;
    options.max_total_wal_size = std::size_t{64} << 10U;
  };
}

vish::proto::Aansluiting unguarded(const std::string& code) {
  auto record = aansluiting(code);
  record.drempels = kRuimeDrempels;
  return record;
}

/// A store on a disk that loses its power under those who ask and deliver.
class Power {
 public:
  Power(std::uint64_t seed, Disk::Syncs syncs)
      : random_(seed), small_("GM0001-SHV", personen(40)), large_("GM0002-SHV", personen(kMany, 200'000'000)) {
    for (const auto* source : {&small_, &large_}) opslag_.add_in_productie(unguarded(source->code()));
    opslag_.close();
    disk_.emplace(opslag_.folder / "data", opslag_.folder / "schijf", syncs);
  }

  ~Power() { opslag_.close(); }
  Power(const Power&) = delete;
  Power& operator=(const Power&) = delete;

  /// Load until the power fails, and what must hold when it is back.
  void round(bool with_large) {
    const bool while_opening = number(1, 6) == 1;
    if (while_opening) cut_while_opening();
    must_open();
    if (!while_opening) cut_while_running(with_large);
    if (!disk_->is_cut()) load(with_large);
    opslag_.close();
    disk_->cut_now();
    disk_->lose_power(number(0, 1) == 0 ? nullptr : &random_);
    must_open();
    questions_.check(*opslag_.store);
    small_.check(opslag_, 1);
    large_.check(opslag_, with_large ? 1 : 37);
    opslag_.close();
  }

  /// From the first number on.
  void check_whole_log() {
    must_open();
    questions_.check_all(*opslag_.store);
  }

  std::string tally() const {
    return std::to_string(questions_.acknowledged()) + " questions and " + std::to_string(small_.acknowledged()) +
           " small and " + std::to_string(large_.acknowledged()) + " large deliveries acknowledged, " +
           std::to_string(while_opening_) + " cuts while opening";
  }

 private:
  std::uint64_t number(std::uint64_t low, std::uint64_t high) {
    return std::uniform_int_distribution<std::uint64_t>(low, high)(random_);
  }

  template <class List>
  const std::string& any_of(const List& list) {
    return list.at(number(0, list.size() - 1));
  }

  /// Small numbers as often as large ones.
  std::uint64_t log_uniform(double most) {
    return static_cast<std::uint64_t>(std::exp(std::uniform_real_distribution<>(0, std::log(most))(random_)));
  }

  void must_open() {
    const auto refused = [](const std::string& why) { return Loss("the database cannot be opened: " + why); };
    auto database = Database::open(opslag_.options(), on(*disk_));
    if (!database) throw refused(database.error().message);
    auto store = vish::storage::open_store(*std::move(database), opslag_.options(), opslag_.keys());
    if (!store) throw refused(store.error().message);
    opslag_.store = *std::move(store);
    while_opening_ += disk_->is_cut() ? 1 : 0;
  }

  /// Anywhere, or around a new manifest and the switch to it.
  void cut_while_opening() {
    static const std::array<std::string, 3> kPlaces{"", "MANIFEST", ".dbtmp"};
    disk_->cut_after(log_uniform(200), any_of(kPlaces));
  }

  /// Anywhere, or around a flush, or a table file that is taken in.
  void cut_while_running(bool with_large) {
    static const std::array<std::string, 3> kPlaces{"", ".sst", "MANIFEST"};
    static const std::array<std::string, 3> kPlacesOfLarge{"/tabellen/1.", "link ", "/tabellen/4."};
    disk_->cut_after(log_uniform(400), with_large ? any_of(kPlacesOfLarge) : any_of(kPlaces));
  }

  void load(bool with_large) {
    std::vector<std::thread> threads;
    for (int i = 0; i < kAskers; ++i) {
      threads.emplace_back([this, seed = random_()] { questions_.ask(*opslag_.store, *disk_, seed); });
    }
    threads.emplace_back([this, seed = random_()] { small_.deliver(opslag_, *disk_, seed); });
    if (with_large) threads.emplace_back([this, seed = random_()] { large_.deliver(opslag_, *disk_, seed); });
    for (auto& thread : threads) thread.join();
  }

  std::mt19937_64 random_;
  Opslag opslag_;
  std::optional<Disk> disk_;
  Questions questions_;
  Source small_;
  Source large_;
  int while_opening_ = 0;
};

}  // namespace

TEST_CASE("a power cut takes nothing that was acknowledged and leaves no delivery half there") {
  const auto first = seed();
  const int rounds = full() ? 1000 : 15;
  Power power(first, Disk::Syncs::all);
  int done = 0;
  try {
    for (; done < rounds; ++done) power.round(done % 5 == 0);
    power.check_whole_log();
  } catch (const Loss& loss) {
    FAIL("VISH_SEED=" << first << " round " << done << ": " << loss.what());
  }
  std::cout << "VISH_SEED=" << first << ": " << rounds << " power cuts, " << power.tally() << "\n";
}

TEST_CASE("the same power cuts show it when the log is not synced") {
  Power power(seed(), Disk::Syncs::none_of_logs);
  constexpr int kEnough = 20;
  std::string lost;
  for (int round = 0; round < kEnough && lost.empty(); ++round) {
    try {
      power.round(false);
    } catch (const Loss& loss) {
      lost = loss.what();
    }
  }
  CHECK(!lost.empty());
  std::cout << "without syncs of the log: " << lost << "\n";
}

TEST_CASE("a power cut while a database is made leaves none, one that is refused, or one that is whole") {
  const Opslag opslag;
  const auto keys = opslag.keys();
  const vish::storage::Ops first{{vish::storage::Cf::meta, "kenmerk", "waarde"}};
  bool made = false;
  int whole = 0;
  for (std::uint64_t steps = 1; !made; ++steps) {
    INFO("step " << steps);
    const TempFolder folder;
    std::filesystem::create_directory(folder / "data");
    Disk disk(folder / "data", folder / "schijf", Disk::Syncs::all);
    disk.cut_after(steps, "");
    need(Database::create(folder / "data", first, on(disk)));
    made = !disk.is_cut();
    disk.cut_now();
    disk.lose_power(nullptr);
    auto options = opslag.options();
    options.folder = folder / "data";
    auto opened = Database::open(options, on(disk));
    REQUIRE((opened || !made));
    if (!opened) continue;
    const auto value = need((**opened).get(vish::storage::Cf::meta, "kenmerk"));
    whole += value ? 1 : 0;
    CHECK((value || !made));
    opened->reset();
    const auto store = vish::storage::Store::open(options, keys);
    REQUIRE(store.has_error());
    CHECK(store.error().code == ErrorCode::foreign);
  }
  CHECK(whole > 0);
}
