#include "server/usage/allowance.h"

#include <algorithm>
#include <vector>

#include "base/calendar/clock.h"

namespace vish::server {
namespace {

std::chrono::seconds at_least_one(std::chrono::nanoseconds wait) {
  return std::max(std::chrono::ceil<std::chrono::seconds>(wait), std::chrono::seconds(1));
}

}  // namespace

std::string_view to_text(Weigersoort soort) {
  switch (soort) {
    case Weigersoort::tempo:
      return "teVeelVragen";
    case Weigersoort::dagquotum:
      return "dagquotumBereikt";
    case Weigersoort::alarm:
      return "geblokkeerdNaAlarm";
  }
  return "";
}

std::uint64_t Weigeringen::add(Clock::time_point now) {
  total_.fetch_add(1, std::memory_order_relaxed);
  waiting_.fetch_add(1, std::memory_order_relaxed);
  return take_due(now);
}

std::uint64_t Weigeringen::take_due(Clock::time_point now) {
  if (waiting_.load(std::memory_order_relaxed) == 0) return 0;
  auto recorded_at = recorded_at_.load(std::memory_order_relaxed);
  const auto moment = now.time_since_epoch().count();
  if (moment - recorded_at < Clock::duration(kOnce).count()) return 0;
  const bool mine = recorded_at_.compare_exchange_strong(recorded_at, moment, std::memory_order_relaxed);
  return mine ? waiting_.exchange(0, std::memory_order_relaxed) : 0;
}

std::optional<Gebruiksweigering> Gebruiker::admit_question(const proto::Gebruiksregels& regels, Clock::time_point now) {
  const auto wait = tempo_.take(now, regels.vragen_per_seconde, regels.vragen_ineens);
  if (!wait) return std::nullopt;
  return Gebruiksweigering{Weigersoort::tempo, at_least_one(*wait), weigeringen(Weigersoort::tempo).add(now)};
}

std::optional<Gebruiksweigering> Gebruiker::admit_persons(const proto::Gebruiksregels& regels, Datum vandaag,
                                                          Tijdstip nu, std::uint64_t personen) {
  const bool blocked = regels.blokkeer_bij_alarm && alarmdag_.load(std::memory_order_relaxed) == vandaag.days();
  const auto refuse = [&](Weigersoort soort) {
    const Datum morgen(vandaag.day() + std::chrono::days(1));
    const auto until_midnight = amsterdam_moment(morgen, std::chrono::minutes(0)) - nu;
    return Gebruiksweigering{soort, at_least_one(until_midnight), weigeringen(soort).add(Clock::now())};
  };
  if (blocked) return refuse(Weigersoort::alarm);
  if (!dag_.add(vandaag, personen, regels.personen_per_dag)) return refuse(Weigersoort::dagquotum);
  return std::nullopt;
}

Gebruiker& Allowance::of(std::string_view oin) {
  const std::lock_guard lock(mutex_);
  const auto known = gebruikers_.find(oin);
  return known != gebruikers_.end() ? known->second : gebruikers_[std::string(oin)];
}

void Allowance::each(const std::function<void(const std::string& oin, Gebruiker&)>& visit) {
  std::vector<decltype(gebruikers_)::pointer> known;
  {
    const std::lock_guard lock(mutex_);
    for (auto& entry : gebruikers_) known.push_back(&entry);
  }
  for (auto* entry : known) visit(entry->first, entry->second);
}

}  // namespace vish::server
