#include "storage/crypto/hmac.h"

#include <openssl/hmac.h>

#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "base/core/hex.h"

using vish::to_hex;
using vish::storage::Hmac;
using vish::storage::Secret;

namespace {

/// HMAC pads a shorter key with zeros to the block, so it is the same key.
Hmac with_key(const std::string& key) {
  Secret secret;
  std::copy(key.begin(), key.end(), secret.bytes.begin());
  return Hmac(secret);
}

}  // namespace

TEST_CASE("HMAC-SHA-256 agrees with the vectors of RFC 4231 that have a key of at most 32 bytes") {
  struct Vector {
    std::string key;
    std::string data;
    std::string digest;
  };
  std::string counting;
  for (char byte = 1; byte <= 25; ++byte) counting.push_back(byte);
  const auto vector = GENERATE_COPY(
      Vector{std::string(20, '\x0b'), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
      Vector{"Jefe", "what do ya want for nothing?",
             "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
      Vector{std::string(20, '\xaa'), std::string(50, '\xdd'),
             "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
      Vector{counting, std::string(50, '\xcd'), "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"});
  CHECK(to_hex(with_key(vector.key).digest(vector.data)) == vector.digest);
}

TEST_CASE("two messages together give what each gives alone, and both what OpenSSL gives, at every length") {
  const auto hmac = with_key("Jefe");
  std::string key("Jefe");
  key.resize(Secret::kSize);
  for (std::size_t length = 0; length <= 200; ++length) {
    INFO(length);
    const std::string message(length, static_cast<char>(length));
    const std::string other(200 - length, 'x');
    const auto both = hmac.digests(message, other);
    CHECK(both.first == hmac.digest(message));
    CHECK(both.second == hmac.digest(other));
    vish::storage::Digest256 expected;
    ::HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
           reinterpret_cast<const unsigned char*>(message.data()), message.size(), expected.data(), nullptr);
    CHECK(both.first == expected);
  }
}

TEST_CASE("two blocks side by side change their states as each alone does") {
  using namespace vish::storage;
  std::mt19937 random(1);
  const auto fill = [&](auto& words) {
    for (auto& word : words) word = static_cast<std::decay_t<decltype(word)>>(random());
  };
  for (int round = 0; round < 1000; ++round) {
    Sha256State one;
    Sha256State other;
    Sha256Block block;
    Sha256Block another;
    fill(one), fill(other), fill(block), fill(another);
    auto one_alone = one;
    auto other_alone = other;
    sha256_compress(one, block, other, another);
    sha256_compress_portable(one_alone, block);
    sha256_compress_portable(other_alone, another);
    REQUIRE(one == one_alone);
    REQUIRE(other == other_alone);
  }
}

TEST_CASE("one HMAC gives the same answer however often it is asked") {
  const auto hmac = with_key("Jefe");
  const auto first = hmac.digest("bericht");
  hmac.digest("iets anders");
  CHECK(hmac.digest("bericht") == first);
}

TEST_CASE("keys derived for different purposes differ from each other and from their origin") {
  const auto hmac = with_key("Jefe");
  CHECK(hmac.derive("een").bytes == hmac.derive("een").bytes);
  CHECK(hmac.derive("een").bytes != hmac.derive("twee").bytes);
  CHECK(to_hex(Hmac(hmac.derive("een")).digest("x")) != to_hex(hmac.digest("x")));
}
