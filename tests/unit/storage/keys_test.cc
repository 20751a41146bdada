#include "storage/database/keys.h"

#include <catch2/catch.hpp>

#include "base/core/codec.h"
#include "storage/sets/registratie.h"

using vish::Decoder;
using vish::put_i32;
using vish::put_i64;
using vish::put_text;
using vish::put_u32;
using vish::put_u64;
using vish::put_u8;
using namespace vish::storage;

TEST_CASE("numbers are stored so that they sort as numbers do") {
  const auto key = [](std::uint64_t n) { return audit_key(n); };
  CHECK(key(1) < key(2));
  CHECK(key(255) < key(256));
  CHECK(key(65'535) < key(65'536));
  CHECK(key((std::uint64_t{1} << 63U) - 1) < key(std::uint64_t{1} << 63U));
}

TEST_CASE("registrations sort by person, then aansluiting, then newest generation first") {
  const Pseudoniem een{1};
  const Pseudoniem twee{2};
  CHECK(registratie_key(een, 7, 300) < registratie_key(een, 7, 299));
  CHECK(registratie_key(een, 7, 1) < registratie_key(een, 8, 300));
  CHECK(registratie_key(een, 256, 1) > registratie_key(een, 255, 1));
  CHECK(registratie_key(een, 900, 1) < registratie_key(twee, 1, 900));
}

TEST_CASE("a registration's key tells its aansluiting and generation, and any other length is refused") {
  const auto key = registratie_key({1, 2, 3}, 70'000, 4'000'000'000);
  REQUIRE(parse_registratie_key(key));
  CHECK(parse_registratie_key(key)->nummer == 70'000);
  CHECK(parse_registratie_key(key)->generatie == 4'000'000'000);
  CHECK_FALSE(parse_registratie_key(key + "x"));
  CHECK_FALSE(parse_registratie_key(key.substr(1)));
  CHECK_FALSE(parse_registratie_key(""));
}

TEST_CASE("chunks of one list lie together and in order") {
  const auto prefix = chunk_prefix(3, 9);
  CHECK(chunk_key(3, 9, 0).starts_with(prefix));
  CHECK(chunk_key(3, 9, 255) < chunk_key(3, 9, 256));
  CHECK_FALSE(chunk_key(3, 10, 0).starts_with(prefix));
  CHECK_FALSE(chunk_key(4, 9, 0).starts_with(prefix));
  const auto parsed = parse_chunk_key(chunk_key(3, 9, 4));
  REQUIRE(parsed);
  CHECK(parsed->nummer == 3);
  CHECK(parsed->generatie == 9);
}

TEST_CASE("the key after a prefix is the first that does not start with it") {
  CHECK(after_prefix("ab") == "ac");
  CHECK(after_prefix(std::string("a\xff")) == "b");
  CHECK(after_prefix(nummer_key(1)) == nummer_key(2));
  CHECK(after_prefix(nummer_key(255)) == std::string("\0\0\1", 3));
  CHECK(after_prefix(std::string("\xff\xff")).empty());
}

TEST_CASE("what is encoded is decoded again") {
  std::string bytes;
  put_u8(bytes, 200);
  put_u32(bytes, 0xDEADBEEF);
  put_u64(bytes, 0x0123456789ABCDEF);
  put_i32(bytes, -5);
  put_i64(bytes, -6'000'000'000);
  put_text(bytes, "tekst");
  put_text(bytes, "");
  Decoder in(bytes);
  CHECK(in.u8() == 200);
  CHECK(in.u32() == 0xDEADBEEF);
  CHECK(in.u64() == 0x0123456789ABCDEF);
  CHECK(in.i32() == -5);
  CHECK(in.i64() == -6'000'000'000);
  CHECK(in.text() == "tekst");
  CHECK(in.text().empty());
  CHECK(in.complete());
}

TEST_CASE("a decoder that runs out of bytes says so and gives nothing more") {
  std::string bytes;
  put_u32(bytes, 100);
  bytes.append("kort");
  Decoder in(bytes);
  CHECK(in.text().empty());
  CHECK_FALSE(in.ok());
  CHECK(in.u32() == 0);
  CHECK_FALSE(in.complete());
}

TEST_CASE("a registration survives its stored form, and a form that it cannot have is refused") {
  const auto eind = GENERATE(kGeenEinddatum, 20'100);
  const auto bevestigd = GENERATE(kNetBevestigd, -3);
  const Registratie registratie{20'000, eind, vish::proto::Fase::nazorg, bevestigd, "SHV-2026-0012"};
  std::string bytes;
  append(bytes, registratie);
  const auto read = decode_registratie(bytes);
  REQUIRE(read);
  CHECK(read->startdatum == 20'000);
  CHECK(read->einddatum == eind);
  CHECK(read->fase == vish::proto::Fase::nazorg);
  CHECK(read->bevestigd == bevestigd);
  CHECK(read->kenmerk == "SHV-2026-0012");
  const auto fixed = bytes.size() - registratie.kenmerk.size();
  for (std::size_t size = 0; size < fixed; ++size) {
    CHECK_FALSE(decode_registratie(std::string_view(bytes).substr(0, size)));
  }
  bytes.front() = '\x06';
  CHECK_FALSE(decode_registratie(bytes));
  bytes.front() = '\x41';
  CHECK_FALSE(decode_registratie(bytes));
}
