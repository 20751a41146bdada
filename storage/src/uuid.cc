#include "storage/uuid.h"

#include <array>
#include <atomic>
#include <charconv>
#include <chrono>
#include <cstdint>

#include "storage/hex.h"
#include "storage/random.h"

namespace vish::storage {
namespace {

/// Milliseconds since 1970 and, in the low 12 bits, a counter (method 3 of
/// RFC 9562 section 6.2); never the same twice.
std::uint64_t next_stamp() {
  static std::atomic<std::uint64_t> last{0};
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

}  // namespace

std::string new_uuid7() {
  std::array<unsigned char, 16> bytes{};
  put_random(bytes);
  const std::uint64_t stamp = next_stamp();
  for (unsigned i = 0; i < 6; ++i) bytes.at(i) = static_cast<unsigned char>(stamp >> (52U - 8U * i));
  bytes[6] = static_cast<unsigned char>(0x70U | ((stamp >> 8U) & 0x0FU));
  bytes[7] = static_cast<unsigned char>(stamp);
  bytes[8] = static_cast<unsigned char>(0x80U | (bytes[8] & 0x3FU));
  const std::string digits = to_hex(bytes);
  std::string text;
  text.reserve(36);
  std::size_t from = 0;
  for (const std::size_t length : {8U, 4U, 4U, 4U, 12U}) {
    if (from > 0) text.push_back('-');
    text.append(digits, from, length);
    from += length;
  }
  return text;
}

std::optional<proto::Tijdstip> moment_of_uuid7(std::string_view uuid) {
  constexpr std::size_t kLength = 36;
  if (uuid.size() != kLength || uuid[8] != '-' || uuid[14] != '7') return std::nullopt;
  const auto digits = std::string(uuid.substr(0, 8)).append(uuid.substr(9, 4));
  std::int64_t milliseconds = 0;
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), milliseconds, 16);
  if (failed != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return proto::Tijdstip(std::chrono::milliseconds(milliseconds));
}

}  // namespace vish::storage
