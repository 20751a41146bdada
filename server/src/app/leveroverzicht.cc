#include "app/leveroverzicht.h"

#include "app/leverritme.h"

namespace vish::server {
namespace {

void noem(Genoemd& genoemd, const std::string& aansluitcode) {
  ++genoemd.aantal;
  if (genoemd.aansluitcodes.size() < Genoemd::kNamed) genoemd.aansluitcodes.push_back(aansluitcode);
}

}  // namespace

Leveroverzicht leveroverzicht(const storage::Stand& stand, proto::Tijdstip nu) {
  Leveroverzicht overzicht;
  for (const auto& [code, aansluiting] : stand.aansluitingen) {
    overzicht.registraties += aansluiting->levering.aantal;
    overzicht.vastgehouden += aansluiting->levering.vastgehouden ? 1 : 0;
    const auto ritme = leverritme(aansluiting->aansluiting, aansluiting->levering, nu);
    if (ritme.bevestiging_nodig_sinds) noem(overzicht.bevestiging_nodig, code);
    if (ritme.te_laat) {
      noem(overzicht.te_laat, code);
    } else if (ritme.volgende_uiterlijk_op) {
      ++overzicht.op_tijd;
    }
  }
  return overzicht;
}

}  // namespace vish::server
