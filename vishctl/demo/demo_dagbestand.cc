#include "vishctl/demo/demo_dagbestand.h"

#include <chrono>
#include <string_view>

namespace vish::vishctl {

namespace {

struct Row {
  std::string_view bsn;
  int started_days_ago;
  std::string_view fase;
  std::string_view kenmerk;
  int ends_in_days;  ///< 0 for no end date
};

constexpr Row kRows[] = {
    {"999990019", 412, "schuldregeling", "SHV-0012", 0},
    {"999990408", 21, "stabilisatie", "SHV-0147", 0},
    {"999990421", 35, "stabilisatie", "SHV-0139", 0},
    {"999990482", 96, "schuldregeling", "SHV-0103", 0},
    {"999991802", 180, "schuldregeling", "SHV-0088", 720},
    {"999991905", 244, "schuldregeling", "SHV-0071", 0},
    {"999992077", 301, "oplossing", "SHV-0052", 0},
    {"999992806", 333, "oplossing", "SHV-0047", 365},
    {"999992971", 540, "oplossing", "SHV-0009", 180},
    {"999993483", 61, "stabilisatie", "", 0},
    {"999993550", 75, "stabilisatie", "wijkteam Noord", 0},
    {"999993847", 820, "nazorg", "SHV-0003", 90},
    {"999993926", 777, "nazorg", "SHV-0004", 0},
    {"999994086", 129, "schuldregeling", "SHV-0095", 0},
    {"999995017", 3, "intake", "SHV-0151", 0},
};

}  // namespace

std::string demo_dagbestand(Datum today) {
  const auto date = [today](int days) { return Datum(today.day() + std::chrono::days(days)).text(); };
  std::string text = "burgerservicenummer;startdatum;fase;kenmerk;einddatum\r\n";
  for (const auto& row : kRows) {
    text.append(row.bsn).append(";").append(date(-row.started_days_ago)).append(";").append(row.fase);
    text.append(";").append(row.kenmerk).append(";").append(row.ends_in_days == 0 ? "" : date(row.ends_in_days));
    text.append("\r\n");
  }
  return text;
}

}  // namespace vish::vishctl
