#include "storage/ledger/auditkopie.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>

#include "base/core/codec.h"
#include "base/core/hex.h"
#include "storage/ledger/kopiebestand.h"
#include "support/opslag.h"

using namespace vish::test;
using vish::ErrorCode;
using vish::storage::Auditkopie;
using vish::storage::Database;
namespace fs = std::filesystem;

namespace {

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void put_bytes(const fs::path& file, const std::string& bytes) { std::ofstream(file, std::ios::binary) << bytes; }

std::vector<fs::path> kopiebestanden(const fs::path& folder) {
  std::vector<fs::path> result{fs::directory_iterator(folder), fs::directory_iterator()};
  std::ranges::sort(result);
  return result;
}

vish::storage::StoreOptions copying(const Opslag& opslag) {
  auto options = opslag.options();
  options.auditkopie = opslag.folder / "kopie";
  return options;
}

void open_store_with(Opslag& opslag, const vish::storage::StoreOptions& options) {
  opslag.close();
  opslag.store = need(vish::storage::Store::open(options, opslag.keys()));
}

void act_often(const Opslag& opslag, int times = 1) {
  for (int i = 0; i < times; ++i) need(opslag.store->audit().append_and_wait({{handeling("iets.do")}, {}}));
}

/// Number and record of each line of a copy, over its files.
std::vector<std::pair<std::uint64_t, std::string>> copied_lines(const Opslag& opslag, const fs::path& folder,
                                                                const std::string& id) {
  std::vector<std::pair<std::uint64_t, std::string>> result;
  const auto crypto = vish::storage::make_crypto(opslag.keys());
  for (const auto& file : kopiebestanden(folder)) {
    const auto bytes = bytes_of(file);
    auto lezer = need(vish::storage::Kopielezer::open(bytes, id, crypto->kopie()));
    while (const auto regel = lezer.next()) result.emplace_back(regel->volgnummer, regel->record);
    CHECK(lezer.good() == bytes.size());
  }
  return result;
}

std::vector<std::pair<std::uint64_t, std::string>> stored_lines(const Database& database) {
  std::vector<std::pair<std::uint64_t, std::string>> result;
  need(database.scan(vish::storage::Cf::audit, "", [&](std::string_view key, std::string_view value) {
    result.emplace_back(vish::Decoder(key).u64(), value);
    return true;
  }));
  return result;
}

ErrorCode refused_with(const Opslag& opslag, const vish::storage::StoreOptions& options) {
  const auto opened = vish::storage::Store::open(options, opslag.keys());
  REQUIRE(opened.has_error());
  return opened.error().code;
}

}  // namespace

TEST_CASE("a line of the copy is laid out as docs/storage.md shows") {
  vish::storage::Secret jefe;
  std::ranges::copy(std::string_view("Jefe"), jefe.bytes.begin());
  std::string frame;
  vish::storage::put_kopieregel(frame, 1, "123456789", {7, vish::storage::Hmac(jefe)});
  CHECK(vish::to_hex({reinterpret_cast<const unsigned char*>(frame.data()), frame.size()}) ==
        "0000000000000001"
        "00000007"
        "00000009"
        "313233343536373839"
        "852886601ae87880166e186ad0760f99");
}

TEST_CASE("a lost database leaves every line that was answered in the copy") {
  Opslag opslag;
  auto options = copying(opslag);
  options.auditkopie_max_bytes = 4000;
  open_store_with(opslag, options);
  const auto id = opslag.store->database_id();
  std::vector<std::future<void>> threads;
  for (int i = 0; i < 4; ++i) threads.push_back(std::async(std::launch::async, [&] { act_often(opslag, 50); }));
  for (auto& thread : threads) thread.get();
  const auto copied = copied_lines(opslag, options.auditkopie, id);
  opslag.close();
  const auto stored = stored_lines(*need(Database::open(opslag.options())));
  fs::remove_all(opslag.folder / "data");
  CHECK(kopiebestanden(options.auditkopie).size() > 3);
  REQUIRE(copied.size() == 202);
  CHECK(copied == stored);
}

TEST_CASE("whatever byte of the newest line is lost or wrong, the copy is whole again after the next start") {
  Opslag opslag;
  const auto options = copying(opslag);
  open_store_with(opslag, options);
  const auto id = opslag.store->database_id();
  act_often(opslag, 2);
  const auto file = kopiebestanden(options.auditkopie).at(0);
  const auto before = bytes_of(file).size();
  act_often(opslag);
  opslag.close();
  const auto database = need(Database::open(options));
  const auto crypto = vish::storage::make_crypto(opslag.keys());
  const auto good = bytes_of(file);
  for (auto at = before; at < good.size(); ++at) {
    INFO("byte " << at << " of " << good.size());
    put_bytes(file, good.substr(0, at));
    need(Auditkopie::open(options, id, *database, *crypto));
    CHECK(bytes_of(file) == good);
    auto flipped = good;
    flipped[at] = static_cast<char>(flipped[at] ^ 0x10);
    put_bytes(file, flipped);
    need(Auditkopie::open(options, id, *database, *crypto));
    CHECK(bytes_of(file) == good);
  }
}

TEST_CASE("a copy of another database, of a newer one, or one that is gone keeps the server from starting") {
  Opslag opslag;
  const auto options = copying(opslag);
  opslag.close();
  fs::copy(opslag.folder / "data", opslag.folder / "ouder", fs::copy_options::recursive);
  open_store_with(opslag, options);
  act_often(opslag);
  opslag.close();

  SECTION("older database put back") {
    fs::remove_all(opslag.folder / "data");
    fs::rename(opslag.folder / "ouder", opslag.folder / "data");
    CHECK(refused_with(opslag, options) == ErrorCode::conflict);
    opslag.open();
    need(opslag.store->audit().append_and_wait({{handeling("iets.anders")}, {}}));
    opslag.close();
    CHECK(refused_with(opslag, options) == ErrorCode::conflict);
  }
  SECTION("another database") {
    fs::remove_all(opslag.folder / "data");
    need(vish::storage::Store::create(opslag.folder / "data", opslag.keys()));
    CHECK(refused_with(opslag, options) == ErrorCode::foreign);
  }
  SECTION("disk not mounted") {
    fs::remove_all(options.auditkopie);
    CHECK(refused_with(opslag, options) == ErrorCode::missing);
    CHECK_FALSE(fs::exists(options.auditkopie));
    auto elsewhere = options;
    elsewhere.auditkopie = opslag.folder / "nieuwe-schijf";
    open_store_with(opslag, elsewhere);
    CHECK(copied_lines(opslag, elsewhere.auditkopie, opslag.store->database_id()).size() == 3);
  }
}

TEST_CASE("who opens a store hears that it goes on while a new copy is made of a long log") {
  Opslag opslag;
  act_often(opslag, 50);
  auto options = copying(opslag);
  options.auditkopie_max_bytes = 1;
  int heard = 0;
  options.goes_on = [&] { ++heard; };
  open_store_with(opslag, options);
  CHECK(heard >= 50);
}

TEST_CASE("without its copy nothing is answered, and the next start makes up for it") {
  Opslag opslag;
  auto options = copying(opslag);
  options.auditkopie_max_bytes = 1;
  open_store_with(opslag, options);
  fs::rename(options.auditkopie, opslag.folder / "weg");
  CHECK(opslag.store->audit().append_and_wait({{handeling("iets.do")}, {}}).has_error());
  CHECK(opslag.store->trouble().has_value());
  fs::rename(opslag.folder / "weg", options.auditkopie);
  CHECK(opslag.store->audit().append_and_wait({{handeling("iets.do")}, {}}).has_error());
  open_store_with(opslag, options);
  act_often(opslag);
  const auto id = opslag.store->database_id();
  opslag.close();
  CHECK(copied_lines(opslag, options.auditkopie, id) == stored_lines(*need(Database::open(opslag.options()))));
}
