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

proto::Tijdstip amsterdam_moment(proto::Datum dag, std::chrono::minutes tijd) {
  const date::local_seconds local = date::local_days(dag.day().time_since_epoch()) + tijd;
  return amsterdam().to_sys(local, date::choose::earliest);
}

}  // namespace vish::server
