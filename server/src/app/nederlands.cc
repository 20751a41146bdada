#include "app/nederlands.h"

#include <array>
#include <chrono>

#include "app/kalender.h"
#include "proto/aanleverschema.h"

namespace vish::server {
namespace {

constexpr std::array<const char*, 7> kWeekdagen{"maandag", "dinsdag",  "woensdag", "donderdag",
                                                "vrijdag", "zaterdag", "zondag"};
constexpr std::array<const char*, 12> kMaanden{"januari", "februari", "maart",     "april",   "mei",      "juni",
                                               "juli",    "augustus", "september", "oktober", "november", "december"};
constexpr std::array<const char*, 12> kKorteMaanden{"jan", "feb", "mrt", "apr", "mei", "jun",
                                                    "jul", "aug", "sep", "okt", "nov", "dec"};

std::size_t weekday_of(proto::Datum dag) { return std::chrono::weekday(dag.day()).iso_encoding() - 1; }
std::chrono::year_month_day ymd(proto::Datum dag) { return std::chrono::year_month_day(dag.day()); }
std::size_t month_of(proto::Datum dag) { return static_cast<unsigned>(ymd(dag).month()) - 1; }
std::string day_of_month(proto::Datum dag) { return std::to_string(static_cast<unsigned>(ymd(dag).day())); }

}  // namespace

std::string getal(std::uint64_t aantal) {
  auto text = std::to_string(aantal);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3) {
    text.insert(static_cast<std::size_t>(at), 1, '.');
  }
  return text;
}

std::string aantal_van(std::uint64_t aantal, const std::string& een, const std::string& meer) {
  return getal(aantal) + " " + (aantal == 1 ? een : meer);
}

std::string opsomming(const std::vector<std::string>& namen) {
  std::string text;
  for (const auto& naam : namen) text += (text.empty() ? "" : ", ") + naam;
  return text;
}

std::string korte_dag(proto::Datum dag) {
  return std::string(proto::weekdag_text(weekday_of(dag))) + " " + day_of_month(dag) + " " +
         kKorteMaanden.at(month_of(dag));
}

std::string lange_dag(proto::Datum dag) {
  return std::string(kWeekdagen.at(weekday_of(dag))) + " " + day_of_month(dag) + " " + kMaanden.at(month_of(dag)) +
         " " + std::to_string(static_cast<int>(ymd(dag).year()));
}

std::string kloktijd(proto::Tijdstip moment) { return proto::aanleveruur_text(amsterdam_time(moment)); }

std::string kort_moment(proto::Tijdstip moment) { return korte_dag(amsterdam_day(moment)) + " " + kloktijd(moment); }

std::string datum_en_tijd(proto::Tijdstip moment) {
  constexpr std::size_t kSeconds = 16;  // their place, with the colon; every zone has whole minutes
  return amsterdam_day(moment).text() + " " + kloktijd(moment) + proto::to_text(moment).substr(kSeconds, 3);
}

}  // namespace vish::server
