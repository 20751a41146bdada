#include "server/observe/bevragers_metrics.h"

#include <algorithm>
#include <array>

#include "base/calendar/clock.h"
#include "server/observe/family.h"

namespace vish::server {
namespace {

using storage::Alarmsoort;

constexpr std::array kAlarmsoorten{Alarmsoort::volume, Alarmsoort::aandeel_laag, Alarmsoort::aandeel_hoog};

prometheus::ClientMetric refused(const std::string& oin, Weigersoort soort, std::uint64_t total) {
  prometheus::ClientMetric metric;
  metric.label = {{"oin", oin}, {"reason", std::string(to_text(soort))}};
  metric.counter.value = static_cast<double>(total);
  return metric;
}

}  // namespace

std::vector<prometheus::MetricFamily> bevrager_families(App& app, Tijdstip nu) {
  auto persons = gauge_family("vish_bevrager_persons_today", "Persons that were answered today");
  auto matches = gauge_family("vish_bevrager_matches_today", "Of those, how many were found");
  auto quota = gauge_family("vish_bevrager_persons_per_day", "How many persons a day are allowed; 0: no limit");
  auto alarms = gauge_family("vish_bevrager_alarm", "1 when today's use is out of the ordinary");
  prometheus::MetricFamily refusals{
      "vish_bevrager_refused_total", "Questions beyond fair use", prometheus::MetricType::Counter, {}};
  const auto vandaag = amsterdam_day(nu);
  const auto stand = app.store.stand();
  for (const auto& [oin, bevrager] : stand->bevragers) {
    if (bevrager.fase == proto::Aansluitfase::beeindigd) continue;
    const auto verbruik = app.gebruiksboek.of(oin);
    storage::Dagverbruik today{vandaag};
    if (!verbruik.dagen.empty() && verbruik.dagen.back().dag == vandaag) today = verbruik.dagen.back();
    const auto regels = proto::geldend(app.instellingen.now()->gebruik, bevrager.gebruik);
    persons.metric.push_back(gauge_value({{"oin", oin}}, static_cast<double>(today.gevraagd)));
    matches.metric.push_back(gauge_value({{"oin", oin}}, static_cast<double>(today.matches)));
    quota.metric.push_back(gauge_value({{"oin", oin}}, static_cast<double>(regels.personen_per_dag)));
    for (const auto soort : kAlarmsoorten) {
      const auto sounds = std::count(today.alarmen.begin(), today.alarmen.end(), soort);
      alarms.metric.push_back(
          gauge_value({{"oin", oin}, {"kind", std::string(to_text(soort))}}, static_cast<double>(sounds)));
    }
    auto& gebruiker = app.allowance.of(oin);
    for (const auto soort : kWeigersoorten) {
      refusals.metric.push_back(refused(oin, soort, gebruiker.weigeringen(soort).total()));
    }
  }
  return {std::move(persons), std::move(matches), std::move(quota), std::move(alarms), std::move(refusals)};
}

}  // namespace vish::server
