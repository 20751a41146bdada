#include "server/data/handelwijze.h"

#include <algorithm>

namespace vish::server {
namespace {

bool names(const proto::Convenantpartner& partner, const proto::Opdrachtgever& opdrachtgever) {
  return std::visit([&](const auto& number) { return has_number(partner, number); }, opdrachtgever);
}

bool in_force(const proto::Convenantpartner& partner, Datum vandaag) {
  return partner.ingangsdatum <= vandaag && (!partner.einddatum || vandaag <= *partner.einddatum);
}

}  // namespace

proto::Handelwijze handelwijze(const storage::Stand& stand, const std::optional<proto::Opdrachtgever>& opdrachtgever,
                               Datum vandaag) {
  const bool bound =
      opdrachtgever &&
      std::any_of(stand.convenantpartners.begin(), stand.convenantpartners.end(), [&](const auto& entry) {
        return in_force(entry.second, vandaag) && names(entry.second, *opdrachtgever);
      });
  return bound ? proto::Handelwijze::opschorten : proto::Handelwijze::adviseerOpschorten;
}

}  // namespace vish::server
