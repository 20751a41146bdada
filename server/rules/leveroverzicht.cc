#include "server/rules/leveroverzicht.h"

#include "base/calendar/clock.h"
#include "server/rules/leverritme.h"

namespace vish::server {
namespace {

/// Whether a delivery is due on that day. The first due day comes after the day of the step to the phase.
bool is_due_on(const proto::Aansluiting& aansluiting, Datum dag, Tijdstip nu) {
  return is_aanleverdag(aansluiting.schema, dag) && amsterdam_day(in_fase_sinds(aansluiting, nu)) < dag;
}

}  // namespace

bool is_opvallend(const storage::AansluitingState& state, storage::Opvallend soort, Datum vandaag) {
  const auto fase = state.aansluiting.fase;
  return proto::is_in_productie(fase) &&
         storage::is_opvallend(state.levering, state.aansluiting.drempels, soort, vandaag);
}

namespace {

void noem_opvallend(proto::Leveroverzicht& overzicht, const storage::AansluitingState& state,
                    const std::string& aansluitcode, Datum vandaag) {
  for (const auto soort : storage::kOpvallend) {
    if (is_opvallend(state, soort, vandaag)) overzicht.opvallend[soort].add(aansluitcode);
  }
}

}  // namespace

proto::Leveroverzicht leveroverzicht(const storage::Stand& stand, Tijdstip nu) {
  proto::Leveroverzicht overzicht;
  for (const auto soort : storage::kOpvallend) overzicht.opvallend[soort];
  const auto vandaag = amsterdam_day(nu);
  for (const auto& [code, aansluiting] : stand.aansluitingen) {
    overzicht.registraties += van_kracht(aansluiting->levering, vandaag);
    if (aansluiting->levering.vastgehouden) overzicht.vastgehouden.add(code);
    noem_opvallend(overzicht, *aansluiting, code, vandaag);
    const auto ritme = leverritme(aansluiting->aansluiting, aansluiting->levering, nu);
    if (ritme.bevestiging_nodig_sinds) overzicht.bevestiging_nodig.add(code);
    if (ritme.volgende_uiterlijk_op && is_due_on(aansluiting->aansluiting, vandaag, nu)) {
      const auto due = amsterdam_moment(vandaag, aansluiting->aansluiting.schema.uur);
      ++overzicht.vandaag;
      if (!ritme.te_laat && *ritme.volgende_uiterlijk_op > due) ++overzicht.vandaag_binnen;
    }
    if (ritme.te_laat) {
      overzicht.te_laat.add(code);
    } else if (ritme.volgende_uiterlijk_op) {
      ++overzicht.op_tijd;
    }
  }
  return overzicht;
}

}  // namespace vish::server
