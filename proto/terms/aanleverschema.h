#pragma once

#include <bitset>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace vish::proto {

/// Days of the week: bit 0 is Monday (ma), bit 6 Sunday (zo).
using Weekdagen = std::bitset<7>;

/// When an aansluiting owes a delivery, by the clock of Europe/Amsterdam.
/// Public holidays are not in it: they never count.
struct Aanleverschema {
  std::chrono::minutes uur{9 * 60};  ///< since midnight, below 24 hours: by then it has to be in
  Weekdagen dagen{0b0011111};        ///< at least one; Monday to Friday unless set otherwise

  bool operator==(const Aanleverschema&) const = default;
};

/// uu:mm, 00:00 to 23:59; nothing for anything else.
std::optional<std::chrono::minutes> parse_aanleveruur(std::string_view text);
std::string aanleveruur_text(std::chrono::minutes uur);

/// ma, di, wo, do, vr, za or zo, for a day from 0 (Monday).
std::string_view weekdag_text(std::size_t dag);
/// The inverse of weekdag_text().
std::optional<std::size_t> parse_weekdag(std::string_view text);

}  // namespace vish::proto
