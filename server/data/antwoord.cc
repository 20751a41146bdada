#include "server/data/antwoord.h"

#include "base/calendar/clock.h"
#include "base/core/invariant.h"
#include "base/core/try.h"
#include "base/core/uuid.h"
#include "server/data/handelwijze.h"

namespace vish::server {
namespace {

proto::Matchregistratie shown(const storage::Gevonden& gevonden, const storage::Stand& stand) {
  const auto& aansluiting = gevonden.aansluiting->aansluiting;
  const auto* organisatie = stand.organisatie(aansluiting.organisatie.text());
  proto::Matchregistratie registratie{aansluiting.code.text(),
                                      organisatie != nullptr ? organisatie->naam : "",
                                      aansluiting.contact.telefoon,
                                      aansluiting.contact.email,
                                      gevonden.kenmerk,
                                      gevonden.peildatum,
                                      std::nullopt,
                                      std::nullopt};
  if (aansluiting.toon_fase) {
    registratie.fase = gevonden.fase;
    registratie.startdatum = gevonden.startdatum;
  }
  return registratie;
}

}  // namespace

Stored<proto::Matchantwoord> answer(storage::Look look, const proto::Bevrager& bevrager,
                                    const proto::Bevraging& bevraging, Tijdstip moment) {
  const auto& stand = *look.stand();
  require_invariant(stand.bevrager(bevrager.oin.text()) == &bevrager,
                    "a question is answered from another stand than its rights");
  const auto vandaag = amsterdam_day(moment);
  const storage::Zicht zicht{bevrager.fase == proto::Aansluitfase::productie, vandaag};
  const auto gevonden = TRY(look.find(bevraging.burgerservicenummers, zicht));
  proto::Matchantwoord antwoord{new_uuid7(), moment, handelwijze(stand, bevraging.opdrachtgever, vandaag), {}};
  for (std::size_t i = 0; i < gevonden.size(); ++i) {
    proto::Matchresultaat resultaat{bevraging.burgerservicenummers.at(i), {}};
    for (const auto& een : gevonden.at(i)) resultaat.registraties.push_back(shown(een, stand));
    antwoord.resultaten.push_back(std::move(resultaat));
  }
  return antwoord;
}

}  // namespace vish::server
