#include "server/beheer/gebruik_views.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <nlohmann/json.hpp>

#include "base/calendar/clock.h"
#include "proto/json/json_writer.h"
#include "server/beheer/verzoek_views.h"

namespace vish::server {
namespace {

using nlohmann::ordered_json;

double percentage(double aandeel) { return std::round(aandeel * 1000) / 10; }

ordered_json alarm_names(const storage::Dagverbruik& dag) {
  ordered_json names = ordered_json::array();
  for (const auto soort : dag.alarmen) names.push_back(to_text(soort));
  return names;
}

ordered_json day_view(const storage::Dagverbruik& dag) {
  return {
      {"datum", dag.dag.text()}, {"personen", dag.gevraagd}, {"matches", dag.matches}, {"alarmen", alarm_names(dag)}};
}

ordered_json range_view(const Normaalbereik& bereik) {
  auto json = ordered_json::object();
  if (bereik.personen_tot) json["personenTot"] = *bereik.personen_tot;
  if (const auto& aandeel = bereik.matchaandeel) {
    json["matchpercentageVan"] = percentage(aandeel->van);
    json["matchpercentageTot"] = percentage(aandeel->tot);
  }
  return json;
}

storage::Dagverbruik use_on(const storage::Verbruik& verbruik, Datum dag) {
  const auto found = std::find_if(verbruik.dagen.begin(), verbruik.dagen.end(),
                                  [&](const storage::Dagverbruik& candidate) { return candidate.dag == dag; });
  return found == verbruik.dagen.end() ? storage::Dagverbruik{dag} : *found;
}

}  // namespace

std::string bevrager_view(const App& app, const proto::Bevrager& bevrager, Tijdstip nu) {
  const auto regels = proto::geldend(app.instellingen.now()->gebruik, bevrager.gebruik);
  const auto verbruik = app.gebruiksboek.of(bevrager.oin.text());
  const auto vandaag = amsterdam_day(nu);
  const auto today = use_on(verbruik, vandaag);
  auto json = as_json(bevrager);
  add_requests(json, *app.store.stand(), bevrager);
  json["geldendGebruik"] = as_json(regels);
  json["vandaag"] = day_view(today);
  if (regels.personen_per_dag > 0) {
    json["vandaag"]["nogOver"] = regels.personen_per_dag - std::min(regels.personen_per_dag, today.gevraagd);
  }
  json["gewoon"] = range_view(normaalbereik(verbruik.dagen, vandaag, regels.alarm_factor));
  auto& dagen = json["dagen"] = ordered_json::array();
  std::transform(verbruik.dagen.rbegin(), verbruik.dagen.rend(), std::back_inserter(dagen), day_view);
  return proto::dump(json);
}

}  // namespace vish::server
