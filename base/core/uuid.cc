#include "base/core/uuid.h"

#include <array>
#include <atomic>
#include <charconv>
#include <chrono>
#include <cstdint>

#include "base/core/hex.h"
#include "base/core/random.h"

namespace vish {
namespace {

/// The milliseconds since 1970, and in the low 12 bits a counter, of the id that was made last (method 3 of RFC 9562
/// section 6.2).
using Stamp = std::atomic<std::uint64_t>;

Stamp& last_listed() {
  static Stamp last{0};
  return last;
}

constexpr std::uint64_t kMostStamp = (std::uint64_t{1} << 60U) - 1;
constexpr std::size_t kUuidLength = 36;

/// Raises `last` to now, or by one where now is no later, and returns the new value.
std::uint64_t next_stamp(Stamp& last) {
  const auto now =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
          .count();
  const std::uint64_t earliest = static_cast<std::uint64_t>(now) << 12U;
  std::uint64_t previous = last.load();
  std::uint64_t stamp = 0;
  do {
    stamp = std::max(earliest, previous + 1);
  } while (!last.compare_exchange_weak(previous, stamp));
  return stamp;
}

void raise_to(Stamp& last, std::uint64_t stamp) {
  std::uint64_t previous = last.load();
  while (previous < stamp && !last.compare_exchange_weak(previous, stamp)) {
  }
}

/// Returns the stamp in a UUIDv7, or nothing for any other text.
std::optional<std::uint64_t> stamp_of(std::string_view uuid) {
  if (uuid.size() != kUuidLength || uuid[8] != '-' || uuid[14] != '7') return std::nullopt;
  const auto digits = std::string(uuid.substr(0, 8)).append(uuid.substr(9, 4)).append(uuid.substr(15, 3));
  std::uint64_t stamp = 0;
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), stamp, 16);
  if (failed != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return stamp;
}

std::string make_uuid7(std::uint64_t stamp) {
  std::array<unsigned char, 16> bytes{};
  put_random(bytes);
  for (unsigned i = 0; i < 6; ++i) bytes.at(i) = static_cast<unsigned char>(stamp >> (52U - 8U * i));
  bytes[6] = static_cast<unsigned char>(0x70U | ((stamp >> 8U) & 0x0FU));
  bytes[7] = static_cast<unsigned char>(stamp);
  bytes[8] = static_cast<unsigned char>(0x80U | (bytes[8] & 0x3FU));
  const std::string digits = to_hex(bytes);
  std::string text;
  text.reserve(kUuidLength);
  std::size_t from = 0;
  for (const std::size_t length : {8U, 4U, 4U, 4U, 12U}) {
    if (from > 0) text.push_back('-');
    text.append(digits, from, length);
    from += length;
  }
  return text;
}

}  // namespace

std::string new_uuid7() {
  static Stamp last{0};
  return make_uuid7(next_stamp(last));
}

std::string new_listed_uuid7() { return make_uuid7(next_stamp(last_listed())); }

void list_after(std::string_view uuid) {
  if (const auto stamp = stamp_of(uuid); stamp && *stamp < kMostStamp) raise_to(last_listed(), *stamp);
}

std::optional<std::chrono::sys_time<std::chrono::milliseconds>> moment_of_uuid7(std::string_view uuid) {
  const auto stamp = stamp_of(uuid);
  if (!stamp) return std::nullopt;
  return std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(*stamp >> 12U));
}

}  // namespace vish
