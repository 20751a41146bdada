#include "base/calendar/feestdagen.h"

#include <algorithm>
#include <array>

namespace vish {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

/// Returns 27 April, or 26 April where 27 April is a Sunday.
sys_days koningsdag(year jaar) {
  const sys_days birthday{jaar / std::chrono::April / 27};
  return std::chrono::weekday(birthday) == std::chrono::Sunday ? birthday - days(1) : birthday;
}

}  // namespace

/// The "anonymous Gregorian" computus, in the form of Jones and Meeus.
Datum paaszondag(int jaar) {
  const int golden = jaar % 19;
  const int century = jaar / 100;
  const int skipped = (century - (century + 8) / 25 + 1) / 3;
  const int epact = (19 * golden + century - century / 4 - skipped + 15) % 30;
  const int weekday = (32 + 2 * (century % 4) + 2 * (jaar % 100 / 4) - epact - jaar % 100 % 4) % 7;
  const int late = (golden + 11 * epact + 22 * weekday) / 451;
  const int day = epact + weekday - 7 * late + 114;  // in units of 31 from month 0
  const std::chrono::month month(static_cast<unsigned>(day / 31));
  return Datum(sys_days{year(jaar) / month / (day % 31 + 1)});
}

bool is_feestdag(Datum dag) {
  const year_month_day date(dag.day());
  const auto pasen = paaszondag(static_cast<int>(date.year())).day();
  const std::array feestdagen{
      sys_days{date.year() / 1 / 1},    // nieuwjaarsdag
      pasen - days(2),                  // Goede Vrijdag
      pasen,                            //
      pasen + days(1),                  // tweede paasdag
      koningsdag(date.year()),          //
      sys_days{date.year() / 5 / 5},    // Bevrijdingsdag
      pasen + days(39),                 // Hemelvaartsdag
      pasen + days(49),                 // Pinksteren
      pasen + days(50),                 // tweede pinksterdag
      sys_days{date.year() / 12 / 25},  // eerste kerstdag
      sys_days{date.year() / 12 / 26},  // tweede kerstdag
  };
  return std::find(feestdagen.begin(), feestdagen.end(), dag.day()) != feestdagen.end();
}

}  // namespace vish
