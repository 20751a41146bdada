#include "storage/store/store.h"

#include <rocksdb/db.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "support/keys_on_disk.h"

namespace fs = std::filesystem;
using namespace vish::test;
using vish::ErrorCode;
using vish::storage::Keyring;
using vish::storage::Store;

namespace {

ErrorCode refusal(const Opslag& opslag, const Keyring& keys) {
  const auto opened = Store::open(opslag.options(), keys);
  REQUIRE(opened.has_error());
  return opened.error().code;
}

std::string contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("a store keeps its id and registry when it is opened again") {
  Opslag opslag;
  const auto id = opslag.store->database_id();
  opslag.add_in_test();
  opslag.reopen();
  CHECK(opslag.store->database_id() == id);
  CHECK(opslag.store->stand()->organisatie(kGemeente.text()) != nullptr);
  CHECK(opslag.fase() == vish::proto::Aansluitfase::test);
}

TEST_CASE("making a database refuses a folder that is not empty") {
  const TempFolder temp;
  need(Keyring::create(temp / "sleutels"));
  const auto keys = need(Keyring::load(temp / "sleutels"));
  fs::create_directory(temp / "data");
  std::ofstream(temp / "data/iets") << "iets";
  const auto made = Store::create(temp / "data", keys);
  REQUIRE(made.has_error());
  CHECK(made.error().code == ErrorCode::exists);
}

TEST_CASE("making a database twice keeps the first") {
  Opslag opslag;
  const auto id = opslag.store->database_id();
  opslag.close();
  CHECK(Store::create(opslag.folder / "data", opslag.keys()).has_error());
  opslag.open();
  CHECK(opslag.store->database_id() == id);
}

TEST_CASE("opening never makes a database") {
  Opslag opslag;
  opslag.close();
  fs::remove_all(opslag.folder / "data");
  CHECK(refusal(opslag, opslag.keys()) == ErrorCode::missing);
  CHECK_FALSE(fs::exists(opslag.folder / "data"));
  fs::create_directory(opslag.folder / "data");
  CHECK(refusal(opslag, opslag.keys()) == ErrorCode::missing);
  CHECK(fs::is_empty(opslag.folder / "data"));
}

TEST_CASE("a database of another program is refused") {
  Opslag opslag;
  opslag.close();
  fs::remove_all(opslag.folder / "data");
  rocksdb::Options options;
  options.create_if_missing = true;
  rocksdb::DB* db = nullptr;
  REQUIRE(rocksdb::DB::Open(options, opslag.folder / "data", &db).ok());
  delete db;
  CHECK(refusal(opslag, opslag.keys()) == ErrorCode::foreign);
}

TEST_CASE("a database of another version is refused") {
  for (const auto* other : {"vish-index 1", "vish-index 3"}) {
    Opslag opslag;
    opslag.close();
    need(KeysOnDisk(opslag.options()).database().write({{vish::storage::Cf::meta, "formaat", other}}, true));
    CHECK(refusal(opslag, opslag.keys()) == ErrorCode::foreign);
  }
}

TEST_CASE("other keys are refused") {
  Opslag opslag;
  opslag.close();
  need(Keyring::create(opslag.folder / "andere"));
  CHECK(refusal(opslag, need(Keyring::load(opslag.folder / "andere"))) == ErrorCode::wrong_key);
  const auto one = GENERATE(as<std::string>(), "index-1.sleutel", "zegel-1.sleutel", "audit-1.sleutel");
  fs::copy_file(opslag.folder / ("andere/" + one), opslag.folder / ("sleutels/" + one),
                fs::copy_options::overwrite_existing);
  CHECK(refusal(opslag, opslag.keys()) == ErrorCode::wrong_key);
}

TEST_CASE("a key that the database does not know, and the lack of one that it does, are refused") {
  Opslag opslag;
  opslag.close();
  auto second = contents(opslag.folder / "sleutels/index-1.sleutel");
  second.replace(second.find(" 1 "), 3, " 2 ");
  const auto path = opslag.folder / "sleutels/index-2.sleutel";
  std::ofstream(path) << second;
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
  CHECK(refusal(opslag, opslag.keys()) == ErrorCode::wrong_key);

  const auto both = opslag.keys();
  need(Store::create(opslag.folder / "tweede", both));
  fs::remove(path);
  auto options = opslag.options();
  options.folder = opslag.folder / "tweede";
  const auto opened = Store::open(options, opslag.keys());
  REQUIRE(opened.has_error());
  CHECK(opened.error().code == ErrorCode::wrong_key);
}

TEST_CASE("one process has a database open once") {
  Opslag opslag;
  CHECK(Store::open(opslag.options(), opslag.keys()).has_error());
  CHECK_FALSE(opslag.store->trouble());
}

TEST_CASE("without free disk space writes are refused and reads go on") {
  Opslag opslag;
  opslag.add_in_test();
  const auto person = personen(1).front();
  need(opslag.deliver(dag(1), dagbestand({person})));
  opslag.close();
  auto options = opslag.options();
  options.min_free_bytes = std::numeric_limits<std::uint64_t>::max();
  opslag.store = need(Store::open(options, opslag.keys()));
  CHECK(opslag.store->trouble());
  const auto delivered = opslag.deliver(dag(2), dagbestand(std::vector<Regel>()));
  REQUIRE(delivered.has_error());
  CHECK(delivered.error().code == ErrorCode::unavailable);
  const auto added = opslag.store->registry().add(organisatie(oin(9)), handeling("organisatie.add"));
  REQUIRE(added.has_error());
  CHECK(added.error().code == ErrorCode::unavailable);
  CHECK(opslag.store->stand()->organisatie(oin(9).text()) == nullptr);
  CHECK(opslag.known(person, false));
}
