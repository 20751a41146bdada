#include "server/page/page_content.h"

#include <algorithm>
#include <utility>

#include "base/calendar/clock.h"
#include "server/beheer/current_status.h"
#include "server/rules/leverritme.h"

namespace vish::server {
namespace {

using proto::Aansluitfase;
using std::chrono::days;
using std::chrono::hours;
using storage::AansluitingState;
using storage::Stand;

std::string name_of(const Stand& stand, const proto::Aansluiting& aansluiting) {
  const auto* organisatie = stand.organisatie(aansluiting.organisatie.text());
  return organisatie == nullptr ? aansluiting.organisatie.text() : organisatie->naam;
}

bool is_on_calendar(const AansluitingState& state) {
  const auto fase = state.aansluiting.fase;
  return fase == Aansluitfase::test || fase == Aansluitfase::productie || fase == Aansluitfase::geschorst;
}

int urgency(const Kalenderrij& rij) {
  if (rij.te_laat) return 0;
  return rij.vastgehouden ? 1 : 2;
}

Leverkalender rows_of(const Stand& stand, Tijdstip nu) {
  Leverkalender kalender;
  const auto vandaag = amsterdam_day(nu);
  for (std::size_t ago = 0; ago < Leverkalender::kDagen; ++ago) {
    kalender.dagen.emplace_back(vandaag.day() - days(ago));
  }
  for (const auto& [code, aansluiting_state] : stand.aansluitingen) {
    if (!is_on_calendar(*aansluiting_state)) continue;
    const auto& [aansluiting, levering] = *aansluiting_state;
    kalender.rijen.push_back({code,
                              name_of(stand, aansluiting),
                              aansluiting.fase,
                              leverritme(aansluiting, levering, nu).te_laat,
                              levering.vastgehouden.has_value(),
                              {}});
  }
  std::stable_sort(kalender.rijen.begin(), kalender.rijen.end(),
                   [](const auto& left, const auto& right) { return urgency(left) < urgency(right); });
  if (kalender.rijen.size() > Leverkalender::kRijen) {
    kalender.verzwegen = kalender.rijen.size() - Leverkalender::kRijen;
    kalender.rijen.erase(kalender.rijen.begin() + Leverkalender::kRijen, kalender.rijen.end());
  }
  return kalender;
}

/// A delivery that counts for the oldest day came less than two weeks before that day, even with one due day a week and
/// a holiday on the last due day.
constexpr days kReikwijdte{14};

void fill_days(const App& app, const Stand& stand, Tijdstip nu, Leverkalender& kalender) {
  const Tijdstip sinds = kalender.dagen.back().day() - kReikwijdte;
  for (auto& rij : kalender.rijen) {
    const auto aansluiting_state = stand.aansluiting(rij.aansluitcode);
    const auto koppen = require(app.store.leveringen().received(rij.aansluitcode, sinds));
    for (const auto dag : kalender.dagen) {
      rij.dagen.push_back(daguitkomst(aansluiting_state->aansluiting, koppen, dag, nu));
    }
  }
}

void add_waiting(const App& app, const Stand& stand, PageContent& pagina) {
  const auto vandaag = amsterdam_day(pagina.nu);
  for (const auto& [code, aansluiting_state] : stand.aansluitingen) {
    const auto& held = aansluiting_state->levering.vastgehouden;
    if (!held || ++pagina.vastgehouden > PageContent::kWachtenden) continue;
    Wachtende wachtende{held->aanlevering_id,
                        code,
                        name_of(stand, aansluiting_state->aansluiting),
                        held->peildatum,
                        held->ontvangen_op,
                        held->ontvangen_op + storage::Leveringen::kHoudbaar};
    const auto verschil = app.store.leveringen().preview_release(held->aanlevering_id, pagina.nu, vandaag);
    if (verschil) wachtende.verschil = *verschil;
    pagina.wachtenden.push_back(std::move(wachtende));
  }
}

std::vector<storage::Uurverbruik> last_hours(const std::vector<storage::Uurverbruik>& known, Tijdstip nu) {
  std::vector<storage::Uurverbruik> uren;
  const Tijdstip last = std::chrono::floor<hours>(nu);
  for (auto uur = last - hours(kUren - 1); uur <= last; uur += hours(1)) {
    const auto found = std::find_if(known.begin(), known.end(), [&](const auto& one) { return one.uur == uur; });
    uren.push_back(found == known.end() ? storage::Uurverbruik{uur} : *found);
  }
  return uren;
}

}  // namespace

PageContent page_content(const App& app, std::string beheerder, Tijdstip nu) {
  PageContent pagina;
  pagina.nu = nu;
  pagina.beheerder = std::move(beheerder);
  const auto status = current_status(app, nu);
  pagina.aandacht = proto::aandachtspunten(status, nu);
  pagina.proef = status.proef;
  pagina.gereed = !status.reden;
  pagina.verwacht = status.leveringen.vandaag;
  pagina.binnen = status.leveringen.vandaag_binnen;
  pagina.te_laat = status.leveringen.te_laat.aantal;
  const auto stand = app.store.stand();
  pagina.leeg = stand->aansluitingen.empty();
  pagina.kalender = rows_of(*stand, nu);
  fill_days(app, *stand, nu, pagina.kalender);
  add_waiting(app, *stand, pagina);
  pagina.uren = last_hours(app.gebruiksboek.uren(), nu);
  return pagina;
}

}  // namespace vish::server
