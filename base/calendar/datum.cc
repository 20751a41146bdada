#include "base/calendar/datum.h"

#include "base/core/number.h"

namespace vish {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr int kMaxYear = 9999;

std::optional<Datum> make(std::string_view y, std::string_view m, std::string_view d) {
  const auto yy = number_of(y);
  const auto mm = number_of(m);
  const auto dd = number_of(d);
  if (!yy || !mm || !dd || *yy == 0) return std::nullopt;
  const year_month_day ymd{year{*yy}, month{static_cast<unsigned>(*mm)}, day{static_cast<unsigned>(*dd)}};
  if (!ymd.ok()) return std::nullopt;
  return Datum(sys_days{ymd});
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
  std::string text;
  append_digits(text, static_cast<unsigned>(static_cast<int>(ymd.year())), 4);
  append_digits(text += '-', static_cast<unsigned>(ymd.month()), 2);
  append_digits(text += '-', static_cast<unsigned>(ymd.day()), 2);
  return text;
}

}  // namespace vish
