#include "server/rules/leveroverzicht.h"

#include "base/calendar/clock.h"
#include "server/rules/leverritme.h"

namespace vish::server {
namespace {

void noem(Genoemd& genoemd, const std::string& aansluitcode) {
  ++genoemd.aantal;
  if (genoemd.aansluitcodes.size() < Genoemd::kNamed) genoemd.aansluitcodes.push_back(aansluitcode);
}

/// Whether a delivery is due on a day. The first due day comes after the day of the step to the phase.
bool is_due_on(const proto::Aansluiting& aansluiting, Datum dag) {
  return is_aanleverdag(aansluiting.schema, dag) && amsterdam_day(aansluiting.fase_sinds) < dag;
}

}  // namespace

bool is_opvallend(const storage::Aansluitstand& stand, storage::Opvallend soort, Datum vandaag) {
  const auto fase = stand.aansluiting.fase;
  return (fase == proto::Aansluitfase::productie || fase == proto::Aansluitfase::geschorst) &&
         storage::is_opvallend(stand.levering, stand.aansluiting.drempels, soort, vandaag);
}

namespace {

void noem_opvallend(Leveroverzicht& overzicht, const storage::Aansluitstand& stand, const std::string& aansluitcode,
                    Datum vandaag) {
  for (const auto soort : storage::kOpvallend) {
    if (is_opvallend(stand, soort, vandaag)) noem(overzicht.opvallend[soort], aansluitcode);
  }
}

}  // namespace

Leveroverzicht leveroverzicht(const storage::Stand& stand, Tijdstip nu) {
  Leveroverzicht overzicht;
  for (const auto soort : storage::kOpvallend) overzicht.opvallend[soort];
  const auto vandaag = amsterdam_day(nu);
  for (const auto& [code, aansluiting] : stand.aansluitingen) {
    overzicht.registraties += van_kracht(aansluiting->levering, vandaag);
    if (aansluiting->levering.vastgehouden) noem(overzicht.vastgehouden, code);
    noem_opvallend(overzicht, *aansluiting, code, vandaag);
    const auto ritme = leverritme(aansluiting->aansluiting, aansluiting->levering, nu);
    if (ritme.bevestiging_nodig_sinds) noem(overzicht.bevestiging_nodig, code);
    if (ritme.volgende_uiterlijk_op && is_due_on(aansluiting->aansluiting, vandaag)) {
      const auto due = amsterdam_moment(vandaag, aansluiting->aansluiting.schema.uur);
      ++overzicht.vandaag;
      if (!ritme.te_laat && *ritme.volgende_uiterlijk_op > due) ++overzicht.vandaag_binnen;
    }
    if (ritme.te_laat) {
      noem(overzicht.te_laat, code);
    } else if (ritme.volgende_uiterlijk_op) {
      ++overzicht.op_tijd;
    }
  }
  return overzicht;
}

}  // namespace vish::server
