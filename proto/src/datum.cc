#include "proto/datum.h"

#include <array>
#include <cstdio>

namespace vish::proto {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr int kMaxYear = 9999;

/// The number in a field that holds digits only.
std::optional<int> number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::optional<Datum> make(std::string_view y, std::string_view m, std::string_view d) {
  const auto yy = number(y);
  const auto mm = number(m);
  const auto dd = number(d);
  if (!yy || !mm || !dd || *yy == 0) return std::nullopt;
  const year_month_day ymd{year{*yy}, month{static_cast<unsigned>(*mm)}, day{static_cast<unsigned>(*dd)}};
  if (!ymd.ok()) return std::nullopt;
  return Datum(sys_days{ymd});
}

/// The offset in minutes that "Z" or "+hh:mm" names.
std::optional<int> offset_minutes(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  const auto hours = number(text.substr(1, 2));
  const auto minutes = number(text.substr(4, 2));
  if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  const int total = *hours * 60 + *minutes;
  return text[0] == '-' ? -total : total;
}

/// Cuts ".ddd…" off the front of `rest` and returns its milliseconds.
std::optional<int> take_milliseconds(std::string_view& rest) {
  if (rest.empty() || rest[0] != '.') return 0;
  std::size_t length = 1;
  while (length < rest.size() && rest[length] >= '0' && rest[length] <= '9') ++length;
  if (length == 1) return std::nullopt;
  std::string digits(rest.substr(1, length - 1));
  digits.resize(3, '0');
  rest.remove_prefix(length);
  return number(digits);
}

}  // namespace

std::optional<Datum> Datum::parse_iso(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  return make(text.substr(0, 4), text.substr(5, 2), text.substr(8, 2));
}

std::optional<Datum> Datum::parse_dutch(std::string_view text) {
  if (text.size() != 10 || text[2] != '-' || text[5] != '-') return std::nullopt;
  return make(text.substr(6, 4), text.substr(3, 2), text.substr(0, 2));
}

std::optional<Datum> Datum::from_days(std::int32_t days_since_1970) {
  const sys_days day{std::chrono::days{days_since_1970}};
  const auto first = sys_days{year_month_day{year{1}, month{1}, std::chrono::day{1}}};
  const auto last = sys_days{year_month_day{year{kMaxYear}, month{12}, std::chrono::day{31}}};
  if (day < first || day > last) return std::nullopt;
  return Datum(day);
}

std::string Datum::text() const {
  const year_month_day ymd{day_};
  std::array<char, 24> buffer{};
  const int length = std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02u", static_cast<int>(ymd.year()),
                                   static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
  return {buffer.data(), static_cast<std::size_t>(length)};
}

std::string to_text(Tijdstip moment) {
  const auto day = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::hh_mm_ss time{moment - day};
  std::array<char, 24> buffer{};
  const int length =
      std::snprintf(buffer.data(), buffer.size(), "T%02d:%02d:%02d.%03dZ", static_cast<int>(time.hours().count()),
                    static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
                    static_cast<int>(time.subseconds().count()));
  return Datum(day).text().append(buffer.data(), static_cast<std::size_t>(length));
}

std::optional<Tijdstip> parse_tijdstip(std::string_view text) {
  if (text.size() < 20 || (text[10] != 'T' && text[10] != 't') || text[13] != ':' || text[16] != ':') {
    return std::nullopt;
  }
  const auto day = Datum::parse_iso(text.substr(0, 10));
  const auto hours = number(text.substr(11, 2));
  const auto minutes = number(text.substr(14, 2));
  const auto seconds = number(text.substr(17, 2));
  std::string_view rest = text.substr(19);
  const auto milliseconds = take_milliseconds(rest);
  const auto offset = offset_minutes(rest);
  if (!day || !hours || !minutes || !seconds || !milliseconds || !offset) return std::nullopt;
  if (*hours > 23 || *minutes > 59 || *seconds > 60) return std::nullopt;
  return Tijdstip{day->day()} + std::chrono::hours{*hours} + std::chrono::minutes{*minutes - *offset} +
         std::chrono::seconds{*seconds} + std::chrono::milliseconds{*milliseconds};
}

}  // namespace vish::proto
