#include "proto/terms/foutcode.h"

#include <array>
#include <cstddef>

namespace vish::proto {
namespace {

using enum Foutcode;

constexpr std::array kFoutsoorten{
    Foutsoort{ongeldigeInvoer, "ongeldigeInvoer", 400, "De invoer is ongeldig"},
    Foutsoort{aanleveringGeweigerd, "aanleveringGeweigerd", 400, "De aanlevering is geweigerd"},
    Foutsoort{certificaatOntbreekt, "certificaatOntbreekt", 401, "Een clientcertificaat is vereist"},
    Foutsoort{geenToegang, "geenToegang", 403, "Geen toegang"},
    Foutsoort{nietGevonden, "nietGevonden", 404, "Niet gevonden"},
    Foutsoort{methodeNietToegestaan, "methodeNietToegestaan", 405, "Methode niet toegestaan"},
    Foutsoort{antwoordvormOnmogelijk, "antwoordvormOnmogelijk", 406, "Gevraagde antwoordvorm niet mogelijk"},
    Foutsoort{verzoekTijdOverschreden, "verzoekTijdOverschreden", 408, "Het verzoek kwam niet op tijd binnen"},
    Foutsoort{peildatumVolgorde, "peildatumVolgorde", 409, "Er is al een nieuwere aanlevering"},
    Foutsoort{conflict, "conflict", 409, "Strijdig met de huidige toestand"},
    Foutsoort{voorwaardeOnvervuld, "voorwaardeOnvervuld", 412, "Aan de voorwaarde is niet voldaan"},
    Foutsoort{verzoekTeGroot, "verzoekTeGroot", 413, "Het verzoek is te groot"},
    Foutsoort{mediatypeOnbekend, "mediatypeOnbekend", 415, "Mediatype niet ondersteund"},
    Foutsoort{verwachtingOnbekend, "verwachtingOnbekend", 417, "Verwachting niet ondersteund"},
    Foutsoort{teVeelVragen, "teVeelVragen", 429, "Te veel vragen achter elkaar"},
    Foutsoort{dagquotumBereikt, "dagquotumBereikt", 429, "Het aantal personen voor vandaag is bereikt"},
    Foutsoort{koptekstTeGroot, "koptekstTeGroot", 431, "De kopteksten zijn te groot"},
    Foutsoort{interneFout, "interneFout", 500, "Interne fout"},
    Foutsoort{nietBeschikbaar, "nietBeschikbaar", 503, "Tijdelijk niet beschikbaar"},
};

constexpr bool in_order_of_the_enum() {
  for (std::size_t i = 0; i < kFoutsoorten.size(); ++i) {
    if (static_cast<std::size_t>(kFoutsoorten.at(i).code) != i) return false;
  }
  return kFoutsoorten.size() == static_cast<std::size_t>(nietBeschikbaar) + 1;
}
static_assert(in_order_of_the_enum());

}  // namespace

const Foutsoort& foutsoort(Foutcode code) { return kFoutsoorten.at(static_cast<std::size_t>(code)); }

}  // namespace vish::proto
