#pragma once

#include <bitset>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace vish::proto {

/// A set of days of the week: bit 0 is Monday (ma), bit 6 is Sunday (zo).
using Weekdagen = std::bitset<7>;

/// The days and the hour at which an aansluiting owes a delivery, in the time of Europe/Amsterdam. On a public holiday
/// no delivery is due.
struct Aanleverschema {
  std::chrono::minutes uur{9 * 60};  ///< the delivery is due by then; since midnight, below 24 hours
  Weekdagen dagen{0b0011111};        ///< at least one; Monday to Friday unless set otherwise

  bool operator==(const Aanleverschema&) const = default;
};

/// Reads uu:mm, from 00:00 to 23:59, and returns nothing for any other text.
std::optional<std::chrono::minutes> parse_aanleveruur(std::string_view text);
/// Returns uu:mm.
std::string aanleveruur_text(std::chrono::minutes uur);

/// Returns ma, di, wo, do, vr, za or zo, for 0 (Monday) to 6. Throws std::out_of_range for any other day.
std::string_view weekdag_text(std::size_t dag);
/// Returns the day with that weekdag_text(), from 0, or nothing for any other text.
std::optional<std::size_t> parse_weekdag(std::string_view text);

}  // namespace vish::proto
