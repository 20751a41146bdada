#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vish {

/// A calendar day (Gregorian) in the years 1 to 9999. A day has no time zone; amsterdam_day() tells which day it is.
class Datum {
 public:
  explicit constexpr Datum(std::chrono::sys_days day) : day_(day) {}

  /// Reads jjjj-mm-dd, and returns nothing for any other text.
  static std::optional<Datum> parse_iso(std::string_view text);
  /// Reads dd-mm-jjjj, and returns nothing for any other text.
  static std::optional<Datum> parse_dutch(std::string_view text);
  /// Returns the day with that days(), or nothing for a day outside the years 1 to 9999.
  static std::optional<Datum> from_days(std::int32_t days_since_1970);

  /// Returns jjjj-mm-dd.
  std::string text() const;
  /// Returns the days since 1970-01-01, negative before it.
  std::int32_t days() const { return static_cast<std::int32_t>(day_.time_since_epoch().count()); }
  std::chrono::sys_days day() const { return day_; }

  auto operator<=>(const Datum&) const = default;

 private:
  std::chrono::sys_days day_;
};

/// A moment in UTC, in milliseconds.
using Tijdstip = std::chrono::sys_time<std::chrono::milliseconds>;

/// Returns RFC 3339 in UTC with Z and milliseconds: 2026-11-23T09:12:33.123Z.
std::string rfc3339(Tijdstip moment);

/// Reads RFC 3339 with any offset and any fraction of a second, cut to milliseconds, and returns nothing for any other
/// text.
std::optional<Tijdstip> parse_tijdstip(std::string_view text);

}  // namespace vish
