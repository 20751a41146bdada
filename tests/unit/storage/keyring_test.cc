#include "storage/crypto/keyring.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "support/opslag.h"

namespace fs = std::filesystem;
using vish::ErrorCode;
using vish::storage::Keyring;
using vish::storage::Sleutelsoort;
using vish::test::need;
using vish::test::TempFolder;

namespace {

ErrorCode refusal(const fs::path& folder) {
  const auto loaded = Keyring::load(folder);
  REQUIRE(loaded.has_error());
  return loaded.error().code;
}

std::string contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write(const fs::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
}

std::size_t files(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {}));
}

}  // namespace

TEST_CASE("a new key ring has one key of each kind, for its owner only") {
  const TempFolder temp;
  need(Keyring::create(temp / "ring"));
  const auto keys = need(Keyring::load(temp / "ring"));
  REQUIRE(keys.keys().size() == 3);
  for (const auto soort : {Sleutelsoort::index, Sleutelsoort::zegel, Sleutelsoort::audit}) {
    CHECK(keys.current(soort).soort == soort);
    CHECK(keys.current(soort).nummer == 1);
  }
  CHECK(keys.keys()[0].geheim.bytes != keys.keys()[1].geheim.bytes);
  for (const auto& file : fs::directory_iterator(temp / "ring")) {
    CHECK(file.status().permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  }
  CHECK(fs::status(temp / "ring").permissions() == fs::perms::owner_all);
}

TEST_CASE("a key ring may be made in a folder that is there and empty") {
  const TempFolder temp;
  need(Keyring::create(temp.path()));
  CHECK(files(temp.path()) == 3);
}

TEST_CASE("making a key ring refuses a folder that is not empty and changes nothing in it") {
  const TempFolder temp;
  write(temp / "iets", "iets");
  const auto made = Keyring::create(temp.path());
  REQUIRE(made.has_error());
  CHECK(made.error().code == ErrorCode::exists);
  CHECK(files(temp.path()) == 1);
}

TEST_CASE("making a key ring twice keeps the first keys") {
  const TempFolder temp;
  need(Keyring::create(temp / "ring"));
  const auto before = contents(temp / "ring/index-1.sleutel");
  CHECK(Keyring::create(temp / "ring").has_error());
  CHECK(contents(temp / "ring/index-1.sleutel") == before);
}

TEST_CASE("loading never makes a folder or a key") {
  const TempFolder temp;
  CHECK(refusal(temp / "ring") == ErrorCode::missing);
  CHECK_FALSE(fs::exists(temp / "ring"));
  CHECK(refusal(temp.path()) == ErrorCode::missing);
  CHECK(files(temp.path()) == 0);
}

TEST_CASE("loading refuses a ring without a key of each kind") {
  const TempFolder temp;
  need(Keyring::create(temp / "ring"));
  fs::remove(temp / ("ring/" + GENERATE(as<std::string>(), "index-1.sleutel", "zegel-1.sleutel", "audit-1.sleutel")));
  CHECK(refusal(temp / "ring") == ErrorCode::missing);
  CHECK(files(temp / "ring") == 2);
}

TEST_CASE("loading refuses a key that others can read or write") {
  const TempFolder temp;
  need(Keyring::create(temp / "ring"));
  const auto open_to = GENERATE(fs::perms::group_read, fs::perms::others_read, fs::perms::group_write);
  fs::permissions(temp / "ring/zegel-1.sleutel", open_to, fs::perm_options::add);
  CHECK(refusal(temp / "ring") == ErrorCode::foreign);
}

TEST_CASE("loading refuses a ring with anything in it that is no key") {
  const TempFolder temp;
  need(Keyring::create(temp / "ring"));
  const auto key = contents(temp / "ring/index-1.sleutel");
  struct Case {
    std::string name;
    std::string text;
  };
  const auto other =
      GENERATE_COPY(Case{"README", "lees mij"}, Case{"index-1.sleutel~", key}, Case{"index-2.sleutel", ""},
                    Case{"index-2.sleutel", key}, Case{"zegel-1.sleutel", key}, Case{"index-0.sleutel", key},
                    Case{"index-01.sleutel", key}, Case{"index-.sleutel", key}, Case{"index-1.sleutel", key + "x"},
                    Case{"index-1.sleutel", key.substr(0, key.size() - 1)}, Case{"index-99999999999.sleutel", key});
  write(temp / ("ring/" + other.name), other.text);
  INFO(other.name);
  CHECK(refusal(temp / "ring") == ErrorCode::foreign);
}

TEST_CASE("the highest key of a kind is the one that is written under") {
  const TempFolder temp;
  need(Keyring::create(temp / "ring"));
  auto tenth = contents(temp / "ring/index-1.sleutel");
  tenth.replace(tenth.find(" 1 "), 3, " 10 ");
  tenth[tenth.size() - 2] = tenth[tenth.size() - 2] == '0' ? '1' : '0';
  write(temp / "ring/index-10.sleutel", tenth);
  const auto keys = need(Keyring::load(temp / "ring"));
  CHECK(keys.keys().size() == 4);
  CHECK(keys.current(Sleutelsoort::index).nummer == 10);
  CHECK(keys.current(Sleutelsoort::zegel).nummer == 1);
}

TEST_CASE("a check value tells keys apart and shows nothing of them") {
  const TempFolder temp;
  need(Keyring::create(temp / "ring"));
  const auto keys = need(Keyring::load(temp / "ring"));
  const auto& first = keys.keys()[0];
  CHECK(first.check_value() == need(Keyring::load(temp / "ring")).keys()[0].check_value());
  CHECK(first.check_value() != keys.keys()[1].check_value());
  const auto value = first.check_value();
  CHECK_FALSE(std::equal(value.begin(), value.end(), first.geheim.bytes.begin()));
}
