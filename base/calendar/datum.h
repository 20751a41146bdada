#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vish {

/// A real calendar day (Gregorian), year 1 to 9999. Days have no time zone;
/// which day it is now is decided by the caller (Europe/Amsterdam).
class Datum {
 public:
  explicit constexpr Datum(std::chrono::sys_days day) : day_(day) {}

  /// Accepts jjjj-mm-dd only.
  static std::optional<Datum> parse_iso(std::string_view text);
  /// Accepts dd-mm-jjjj only.
  static std::optional<Datum> parse_dutch(std::string_view text);
  /// The inverse of days(); nothing for a day outside years 1 to 9999.
  static std::optional<Datum> from_days(std::int32_t days_since_1970);

  /// jjjj-mm-dd
  std::string text() const;
  /// Days since 1970-01-01; negative before.
  std::int32_t days() const { return static_cast<std::int32_t>(day_.time_since_epoch().count()); }
  std::chrono::sys_days day() const { return day_; }

  auto operator<=>(const Datum&) const = default;

 private:
  std::chrono::sys_days day_;
};

/// A moment in UTC, to the millisecond.
using Tijdstip = std::chrono::sys_time<std::chrono::milliseconds>;

/// RFC 3339 in UTC with Z and milliseconds: 2026-11-23T09:12:33.123Z
std::string rfc3339(Tijdstip moment);

/// RFC 3339 with any offset and any fraction of a second (cut to
/// milliseconds); nothing for anything else.
std::optional<Tijdstip> parse_tijdstip(std::string_view text);

}  // namespace vish
