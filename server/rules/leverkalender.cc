#include "server/rules/leverkalender.h"

#include <algorithm>

#include "base/calendar/clock.h"
#include "server/rules/leverritme.h"

namespace vish::server {
namespace {

using proto::Aanleverstatus;
using storage::Aanleverkop;

Dagstand stand_of(const Aanleverkop& kop, const Levervenster& venster) {
  switch (kop.status) {
    case Aanleverstatus::verwerkt:
      return kop.ontvangen_op <= venster.uiterlijk ? Dagstand::verwerkt : Dagstand::na_uur;
    case Aanleverstatus::vastgehouden:
      return Dagstand::vastgehouden;
    case Aanleverstatus::geweigerd:
      return Dagstand::geweigerd;
    case Aanleverstatus::vervangen:
    case Aanleverstatus::verlopen:
    case Aanleverstatus::teruggedraaid:
    case Aanleverstatus::afgewezen:
      break;
  }
  return Dagstand::niet_doorgevoerd;
}

bool counts(const Aanleverkop& kop, const Levervenster& venster) {
  const bool good = kop.status == Aanleverstatus::verwerkt || kop.status == Aanleverstatus::vastgehouden;
  return kop.ontvangen_op >= venster.van && kop.ontvangen_op < venster.tot &&
         (!good || kop.peildatum >= venster.vorige);
}

/// Returns the outcome of a day without a delivery.
Dagstand without_delivery(const proto::Aansluiting& aansluiting, Datum dag, const Levervenster& venster, Tijdstip nu) {
  const bool delivers = proto::may_deliver(aansluiting.fase);
  if (!delivers || dag <= amsterdam_day(aansluiting.fase_sinds)) return Dagstand::nog_niet;
  if (nu < venster.uiterlijk) return Dagstand::verwacht;
  return nu < venster.tot ? Dagstand::te_laat : Dagstand::niets_ontvangen;
}

}  // namespace

Dagstand dagstand(const proto::Aansluiting& aansluiting, std::span<const Aanleverkop> koppen, Datum dag, Tijdstip nu) {
  if (!is_aanleverdag(aansluiting.schema, dag)) return Dagstand::geen_aanleverdag;
  const auto venster = levervenster(aansluiting.schema, dag);
  auto best = without_delivery(aansluiting, dag, venster, nu);
  bool any = false;
  for (const auto& kop : koppen) {
    if (!counts(kop, venster)) continue;
    const auto stand = stand_of(kop, venster);
    best = any ? std::min(best, stand) : stand;
    any = true;
  }
  return best;
}

}  // namespace vish::server
