#include "server/rules/leverritme.h"

#include <algorithm>

#include "base/calendar/clock.h"
#include "base/calendar/feestdagen.h"
#include "base/core/uuid.h"

namespace vish::server {
namespace {

using proto::Aanleverschema;
using std::chrono::days;

constexpr std::chrono::hours kNaloop{8};
constexpr days kStilte{30};
/// A stored moment that is further ahead was noted while the clock was wrong.
constexpr std::chrono::hours kSpeling{1};

bool is_to_come(Tijdstip moment, Tijdstip nu) { return moment > nu + kSpeling; }

Datum volgende_dag(const Aanleverschema& schema, Datum dag) {
  do dag = Datum(dag.day() + days(1));
  while (!is_aanleverdag(schema, dag));
  return dag;
}

Datum vorige_dag(const Aanleverschema& schema, Datum dag) {
  do dag = Datum(dag.day() - days(1));
  while (!is_aanleverdag(schema, dag));
  return dag;
}

/// Returns the most recent due day whose moment has passed.
Datum laatst_verstreken(const Aanleverschema& schema, Tijdstip nu) {
  auto dag = vorige_dag(schema, Datum(amsterdam_day(nu).day() + days(1)));
  while (amsterdam_moment(dag, schema.uur) > nu) dag = vorige_dag(schema, dag);
  return dag;
}

/// Returns the moment until which a delivery counts as a late one for that day, and not as an early one for the next.
Tijdstip einde_naloop(const Aanleverschema& schema, Datum dag) {
  const auto middernacht = amsterdam_moment(Datum(dag.day() + days(1)), std::chrono::minutes(0));
  return std::min(amsterdam_moment(dag, schema.uur) + kNaloop, middernacht);
}

/// Whether a delivery counts for a due day: neither its peildatum nor its receipt is before the previous due day.
bool voldoet(const Aanleverschema& schema, Datum dag, const std::optional<LaatsteAanlevering>& laatste) {
  if (!laatste) return false;
  const auto venster = levervenster(schema, dag);
  return laatste->peildatum >= venster.vorige && laatste->ontvangen_op >= venster.van;
}

void vul_aanlevering(Leverritme& ritme, const proto::Aansluiting& aansluiting,
                     const std::optional<LaatsteAanlevering>& laatste, Tijdstip nu) {
  const auto& schema = aansluiting.schema;
  const auto verstreken = laatst_verstreken(schema, nu);
  const auto eerste = volgende_dag(schema, amsterdam_day(in_fase_sinds(aansluiting, nu)));
  ritme.te_laat = verstreken >= eerste && !voldoet(schema, verstreken, laatste);
  auto volgende = std::max(volgende_dag(schema, verstreken), eerste);
  if (voldoet(schema, volgende, laatste)) volgende = volgende_dag(schema, volgende);
  ritme.volgende_uiterlijk_op = amsterdam_moment(volgende, schema.uur);
}

}  // namespace

bool is_aanleverdag(const Aanleverschema& schema, Datum dag) {
  return schema.dagen.test(std::chrono::weekday(dag.day()).iso_encoding() - 1) && !is_feestdag(dag);
}

Levervenster levervenster(const Aanleverschema& schema, Datum dag) {
  const auto vorige = vorige_dag(schema, dag);
  return {einde_naloop(schema, vorige), amsterdam_moment(dag, schema.uur), einde_naloop(schema, dag), vorige};
}

std::optional<LaatsteAanlevering> laatste_aanlevering(const storage::DeliveryState& state) {
  if (const auto& held = state.vastgehouden) return LaatsteAanlevering{held->ontvangen_op, held->peildatum};
  if (!state.peildatum) return std::nullopt;
  const auto moment = state.ontvangen_op ? state.ontvangen_op : moment_of_uuid7(state.aanlevering_id);
  if (!moment) return std::nullopt;
  return LaatsteAanlevering{*moment, *state.peildatum};
}

Tijdstip in_fase_sinds(const proto::Aansluiting& aansluiting, Tijdstip nu) {
  if (!is_to_come(aansluiting.fase_sinds, nu)) return aansluiting.fase_sinds;
  return std::min(aansluiting.aangemaakt_op, nu);
}

Leverritme leverritme(const proto::Aansluiting& aansluiting, const storage::DeliveryState& state, Tijdstip nu) {
  Leverritme ritme;
  const auto fase = aansluiting.fase;
  auto laatste = laatste_aanlevering(state);
  const bool delivered = laatste.has_value();
  if (laatste && is_to_come(laatste->ontvangen_op, nu)) laatste.reset();
  if (proto::may_deliver(fase)) vul_aanlevering(ritme, aansluiting, laatste, nu);
  if (proto::may_confirm(fase) && delivered && van_kracht(state, amsterdam_day(nu)) > 0) {
    const auto bevestigd = aansluiting.bevestigd_op.value_or(Tijdstip());
    auto vanaf = laatste ? laatste->ontvangen_op : std::min(aansluiting.aangemaakt_op, nu);
    if (!is_to_come(bevestigd, nu)) vanaf = std::max(vanaf, bevestigd);
    if (vanaf + kStilte <= nu) ritme.bevestiging_nodig_sinds = vanaf + kStilte;
  }
  return ritme;
}

}  // namespace vish::server
