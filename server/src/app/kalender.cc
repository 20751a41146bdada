#include "app/kalender.h"

#include <date/tz.h>

namespace vish::server {
namespace {

const date::time_zone& amsterdam() {
  static const auto* zone = date::locate_zone("Europe/Amsterdam");
  return *zone;
}

}  // namespace

proto::Tijdstip now() {
  return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

proto::Datum amsterdam_day(proto::Tijdstip moment) {
  const auto local = amsterdam().to_local(moment);
  return proto::Datum(std::chrono::sys_days(date::floor<date::days>(local).time_since_epoch()));
}

proto::Tijdstip next_due(std::optional<proto::Datum> laatste, proto::Tijdstip moment) {
  constexpr std::chrono::hours kDueHour{9};
  auto day = laatste.value_or(amsterdam_day(moment)).day() + std::chrono::days(1);
  while (std::chrono::weekday(day).iso_encoding() > 5) day += std::chrono::days(1);
  const date::local_seconds local = date::local_days(day.time_since_epoch()) + kDueHour;
  return std::chrono::time_point_cast<std::chrono::milliseconds>(amsterdam().to_sys(local));
}

}  // namespace vish::server
