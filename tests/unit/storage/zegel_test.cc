#include "storage/crypto/zegel.h"

#include <catch2/catch.hpp>

#include "support/opslag.h"

using vish::ErrorCode;
using vish::storage::Secret;
using vish::storage::Zegel;
using vish::test::need;

namespace {

Secret secret(unsigned char fill) {
  Secret result;
  result.bytes.fill(fill);
  return result;
}

const Zegel kOld({{1, secret(1)}}, 1);
const Zegel kRotated({{1, secret(1)}, {2, secret(2)}}, 2);

bool refused(const Zegel& zegel, std::string_view place, std::string_view sealed) {
  const auto opened = zegel.open(place, sealed);
  return !opened && opened.error().code == ErrorCode::corrupt;
}

}  // namespace

TEST_CASE("a sealed value opens at its place only") {
  const auto sealed = kOld.seal("plaats", "geheim");
  CHECK(need(kOld.open("plaats", sealed)) == "geheim");
  CHECK(refused(kOld, "plaatz", sealed));
  CHECK(refused(kOld, "", sealed));
}

TEST_CASE("a sealed value does not show what it holds, nor that two hold the same") {
  const auto sealed = kOld.seal("plaats", "geheim");
  CHECK(sealed.find("geheim") == std::string::npos);
  CHECK(sealed != kOld.seal("plaats", "geheim"));
  CHECK(sealed.size() == std::string("geheim").size() + Zegel::kOverhead);
}

TEST_CASE("an empty value can be sealed") { CHECK(need(kOld.open("p", kOld.seal("p", ""))).empty()); }

TEST_CASE("every flipped bit of a sealed value is refused") {
  const auto sealed = kRotated.seal("plaats", "geheim");
  for (std::size_t at = 0; at < sealed.size() * 8; ++at) {
    auto damaged = sealed;
    damaged[at / 8] = static_cast<char>(static_cast<unsigned char>(damaged[at / 8]) ^ (1U << (at % 8)));
    CHECK(refused(kRotated, "plaats", damaged));
  }
}

TEST_CASE("a sealed value that lost or gained bytes is refused") {
  const auto sealed = kOld.seal("plaats", "geheim");
  for (std::size_t size = 0; size < sealed.size(); ++size) CHECK(refused(kOld, "plaats", sealed.substr(0, size)));
  CHECK(refused(kOld, "plaats", sealed + "x"));
}

TEST_CASE("after a rotation old values still open and new ones need the new key") {
  const auto before = kOld.seal("plaats", "oud");
  const auto after = kRotated.seal("plaats", "nieuw");
  CHECK(need(kRotated.open("plaats", before)) == "oud");
  CHECK(need(kRotated.open("plaats", after)) == "nieuw");
  CHECK(refused(kOld, "plaats", after));
}

TEST_CASE("another key of the same number opens nothing") {
  CHECK(refused(Zegel({{1, secret(9)}}, 1), "plaats", kOld.seal("plaats", "geheim")));
}
