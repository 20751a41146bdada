#include "server/message/route.h"

#include <iterator>
#include <utility>

namespace vish::server {

std::vector<proto::Foutcode> refusals(const Route& route) {
  using enum proto::Foutcode;
  std::vector<proto::Foutcode> codes{ongeldigeInvoer,         methodeNietToegestaan, antwoordvormOnmogelijk,
                                     verzoekTijdOverschreden, verzoekTeGroot,        verwachtingOnbekend,
                                     koptekstTeGroot,         interneFout,           nietBeschikbaar};
  if (route.who != Who::anyone) {
    codes.push_back(certificaatOntbreekt);
    codes.push_back(geenToegang);
  }
  if (route.who == Who::aanleveraar) codes.push_back(nietGevonden);
  if (!route.terms.takes.empty()) codes.push_back(mediatypeOnbekend);
  if (route.terms.new_only) codes.push_back(voorwaardeOnvervuld);
  codes.insert(codes.end(), route.terms.refuses.begin(), route.terms.refuses.end());
  return codes;
}

Routes together(std::vector<Routes> parts) {
  Routes all;
  for (auto& part : parts) std::move(part.begin(), part.end(), std::back_inserter(all));
  return all;
}

}  // namespace vish::server
