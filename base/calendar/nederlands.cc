#include "base/calendar/nederlands.h"

#include <array>
#include <chrono>

#include "base/calendar/clock.h"
#include "base/core/number.h"

namespace vish {
namespace {

constexpr std::array<const char*, 7> kWeekdagen{"maandag", "dinsdag",  "woensdag", "donderdag",
                                                "vrijdag", "zaterdag", "zondag"};
constexpr std::array<const char*, 7> kKorteDagen{"ma", "di", "wo", "do", "vr", "za", "zo"};
constexpr std::array<const char*, 12> kMaanden{"januari", "februari", "maart",     "april",   "mei",      "juni",
                                               "juli",    "augustus", "september", "oktober", "november", "december"};
constexpr std::array<const char*, 12> kKorteMaanden{"jan", "feb", "mrt", "apr", "mei", "jun",
                                                    "jul", "aug", "sep", "okt", "nov", "dec"};

std::size_t weekday_of(Datum dag) { return std::chrono::weekday(dag.day()).iso_encoding() - 1; }
std::chrono::year_month_day ymd(Datum dag) { return std::chrono::year_month_day(dag.day()); }
std::size_t month_of(Datum dag) { return static_cast<unsigned>(ymd(dag).month()) - 1; }
std::string day_of_month(Datum dag) { return std::to_string(static_cast<unsigned>(ymd(dag).day())); }

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

std::string korte_dag(Datum dag) {
  return std::string(kKorteDagen.at(weekday_of(dag))) + " " + day_of_month(dag) + " " + kKorteMaanden.at(month_of(dag));
}

std::string lange_dag(Datum dag) {
  return std::string(kWeekdagen.at(weekday_of(dag))) + " " + day_of_month(dag) + " " + kMaanden.at(month_of(dag)) +
         " " + std::to_string(static_cast<int>(ymd(dag).year()));
}

std::string kloktijd(std::chrono::minutes since_midnight) {
  const auto hours = std::chrono::floor<std::chrono::hours>(since_midnight);
  std::string text;
  append_digits(text, static_cast<unsigned>(hours.count()), 2);
  text += ':';
  append_digits(text, static_cast<unsigned>((since_midnight - hours).count()), 2);
  return text;
}

std::string kloktijd(Tijdstip moment) { return kloktijd(amsterdam_time(moment)); }

std::string kort_moment(Tijdstip moment) { return korte_dag(amsterdam_day(moment)) + " " + kloktijd(moment); }

std::string datum_en_tijd(Tijdstip moment) {
  constexpr std::size_t kSeconds = 16;  // where ":ss" stands in RFC 3339; the offset of every zone is in whole minutes
  return amsterdam_day(moment).text() + " " + kloktijd(moment) + rfc3339(moment).substr(kSeconds, 3);
}

}  // namespace vish
