#include "server/observe/aansluitingen_metrics.h"

#include <string>
#include <utility>

#include "base/calendar/clock.h"
#include "server/observe/family.h"
#include "server/rules/leveroverzicht.h"
#include "server/rules/leverritme.h"

namespace vish::server {
namespace {

void add_value(prometheus::MetricFamily& family, const std::string& aansluitcode, double value) {
  family.metric.push_back(gauge_value({{"aansluitcode", aansluitcode}}, value));
}

double seconds(Tijdstip moment) { return std::chrono::duration<double>(moment.time_since_epoch()).count(); }

}  // namespace

std::vector<prometheus::MetricFamily> aansluiting_families(const storage::Stand& stand, Tijdstip nu) {
  auto late = gauge_family("vish_aansluiting_late", "1 while a delivery is overdue");
  auto last = gauge_family("vish_aansluiting_last_delivery_timestamp_seconds",
                           "When the last delivery was received that was processed or is held");
  auto registraties = gauge_family("vish_aansluiting_registraties", "Registrations in force");
  auto held = gauge_family("vish_aansluiting_held", "1 while a delivery waits for an operator");
  auto silent = gauge_family("vish_aansluiting_confirmation_needed",
                             "1 while an operator has to confirm that the registrations stay");
  auto odd = gauge_family("vish_aansluiting_odd", "1 while its deliveries are good each, but odd together");
  const auto vandaag = amsterdam_day(nu);
  for (const auto& [code, aansluiting] : stand.aansluitingen) {
    if (aansluiting->aansluiting.fase == proto::Aansluitfase::beeindigd) continue;
    const auto& levering = aansluiting->levering;
    const auto ritme = leverritme(aansluiting->aansluiting, levering, nu);
    add_value(late, code, ritme.te_laat ? 1 : 0);
    if (const auto laatste = laatste_aanlevering(levering)) add_value(last, code, seconds(laatste->ontvangen_op));
    add_value(registraties, code, static_cast<double>(van_kracht(levering, vandaag)));
    add_value(held, code, levering.vastgehouden ? 1 : 0);
    add_value(silent, code, ritme.bevestiging_nodig_sinds ? 1 : 0);
    for (const auto soort : storage::kOpvallend) {
      odd.metric.push_back(gauge_value({{"aansluitcode", code}, {"kind", std::string(to_text(soort))}},
                                       is_opvallend(*aansluiting, soort, vandaag) ? 1 : 0));
    }
  }
  return {std::move(late), std::move(last),   std::move(registraties),
          std::move(held), std::move(silent), std::move(odd)};
}

}  // namespace vish::server
