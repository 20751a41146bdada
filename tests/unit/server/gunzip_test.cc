#include "server/data/gunzip.h"

#include <array>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace vish::server {
namespace {

constexpr std::size_t kMegabyte = std::size_t{1} << 20U;

std::string packed(const std::string& text) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string result(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<const Bytef*>(text.data());
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(result.data());
  stream.avail_out = static_cast<uInt>(result.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  result.resize(stream.total_out);
  deflateEnd(&stream);
  return result;
}

std::string repeated(const std::string& text, std::size_t bytes) {
  std::string all;
  while (all.size() < bytes) all += text;
  return all;
}

/// Unpacks in slices of at most that many bytes; the sizes of the slices.
struct Unpacked {
  std::string text;
  std::vector<std::size_t> slices;
  Gunzip::Outcome last;
};

Unpacked unpacked(Gunzip& gunzip, std::string_view bytes, std::size_t most) {
  Unpacked result{"", {}, Gunzip::Outcome::full};
  while (result.last == Gunzip::Outcome::full) {
    const auto before = result.text.size();
    result.last = gunzip.feed(bytes, most, [&](std::string_view piece) { return result.text.append(piece), true; });
    result.slices.push_back(result.text.size() - before);
  }
  return result;
}

}  // namespace

TEST_CASE("A little that unpacks to much comes in slices, and whole") {
  const auto text = repeated("999990019;2026-01-01;nazorg\n", 3 * kMegabyte);
  const auto most = GENERATE(std::size_t{1}, kMegabyte / 4, 64 * kMegabyte);
  Gunzip gunzip;
  const auto found = unpacked(gunzip, packed(text), most);
  CHECK(found.text == text);
  CHECK(found.last == Gunzip::Outcome::more);
  CHECK(gunzip.complete());
  for (const auto slice : found.slices) CHECK(slice < most + kMegabyte / 8);
}

TEST_CASE("Members, padding and pieces of one byte are unpacked in slices too") {
  const auto text = repeated("regel\n", 200'000);
  const auto bytes = packed(text) + packed("") + packed(text) + std::string(1000, '\0');
  Gunzip gunzip;
  CHECK(unpacked(gunzip, bytes, 1000).text == text + text);
  CHECK(gunzip.complete());
  Gunzip bytewise;
  std::string all;
  for (const char byte : bytes) all += unpacked(bytewise, {&byte, 1}, 1000).text;
  CHECK(all == text + text);
  CHECK(bytewise.complete());
}

TEST_CASE("What unpacks to far more than any file does is told apart, once it is large") {
  const auto bomb = packed(std::string(Gunzip::kUnsuspectedBytes + kMegabyte, '\n'));
  Gunzip gunzip;
  const auto found = unpacked(gunzip, bomb, kMegabyte);
  CHECK(found.last == Gunzip::Outcome::swollen);
  CHECK(found.text.size() < Gunzip::kUnsuspectedBytes + kMegabyte);
  Gunzip other;
  CHECK(unpacked(other, packed(std::string(Gunzip::kUnsuspectedBytes, '\n')), kMegabyte).last == Gunzip::Outcome::more);
}

}  // namespace vish::server
