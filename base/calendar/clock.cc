#include "base/calendar/clock.h"

#include <date/tz.h>

namespace vish {
namespace {

const date::time_zone& amsterdam() {
  static const auto* zone = date::locate_zone("Europe/Amsterdam");
  return *zone;
}

/// Returns the offset to UTC. Each thread keeps the period of half a year that it found last, because finding a period
/// costs more than everything else here.
std::chrono::seconds offset_at(Tijdstip moment) {
  thread_local date::sys_info period = amsterdam().get_info(moment);
  if (moment < period.begin || moment >= period.end) period = amsterdam().get_info(moment);
  return period.offset;
}

}  // namespace

Tijdstip now() { return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

Datum amsterdam_day(Tijdstip moment) {
  return Datum(std::chrono::floor<std::chrono::days>(moment + offset_at(moment)));
}

std::chrono::minutes amsterdam_time(Tijdstip moment) {
  const auto local = moment + offset_at(moment);
  return std::chrono::floor<std::chrono::minutes>(local - std::chrono::floor<std::chrono::days>(local));
}

Tijdstip amsterdam_moment(Datum dag, std::chrono::minutes tijd) {
  const date::local_seconds local = date::local_days(dag.day().time_since_epoch()) + tijd;
  return amsterdam().to_sys(local, date::choose::earliest);
}

}  // namespace vish
