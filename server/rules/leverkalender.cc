#include "server/rules/leverkalender.h"

#include <algorithm>

#include "base/calendar/clock.h"
#include "server/rules/leverritme.h"

namespace vish::server {
namespace {

using proto::Aanleverstatus;
using storage::Aanleverkop;

Daguitkomst uitkomst_of(const Aanleverkop& kop, const Levervenster& venster) {
  switch (kop.status) {
    case Aanleverstatus::verwerkt:
      return kop.ontvangen_op <= venster.uiterlijk ? Daguitkomst::verwerkt : Daguitkomst::na_uur;
    case Aanleverstatus::vastgehouden:
      return Daguitkomst::vastgehouden;
    case Aanleverstatus::geweigerd:
      return Daguitkomst::geweigerd;
    case Aanleverstatus::vervangen:
    case Aanleverstatus::verlopen:
    case Aanleverstatus::teruggedraaid:
    case Aanleverstatus::afgewezen:
      break;
  }
  return Daguitkomst::niet_doorgevoerd;
}

bool counts(const Aanleverkop& kop, const Levervenster& venster) {
  const bool good = kop.status == Aanleverstatus::verwerkt || kop.status == Aanleverstatus::vastgehouden;
  return kop.ontvangen_op >= venster.van && kop.ontvangen_op < venster.tot &&
         (!good || kop.peildatum >= venster.vorige);
}

/// Returns the outcome of a day without a delivery.
Daguitkomst without_delivery(const proto::Aansluiting& aansluiting, Datum dag, const Levervenster& venster,
                             Tijdstip nu) {
  const bool delivers = proto::may_deliver(aansluiting.fase);
  if (!delivers || dag <= amsterdam_day(in_fase_sinds(aansluiting, nu))) return Daguitkomst::nog_niet;
  if (nu < venster.uiterlijk) return Daguitkomst::verwacht;
  return nu < venster.tot ? Daguitkomst::te_laat : Daguitkomst::niets_ontvangen;
}

}  // namespace

Daguitkomst daguitkomst(const proto::Aansluiting& aansluiting, std::span<const Aanleverkop> koppen, Datum dag,
                        Tijdstip nu) {
  if (!is_aanleverdag(aansluiting.schema, dag)) return Daguitkomst::geen_aanleverdag;
  const auto venster = levervenster(aansluiting.schema, dag);
  auto best = without_delivery(aansluiting, dag, venster, nu);
  bool any = false;
  for (const auto& kop : koppen) {
    if (!counts(kop, venster)) continue;
    const auto uitkomst = uitkomst_of(kop, venster);
    best = any ? std::min(best, uitkomst) : uitkomst;
    any = true;
  }
  return best;
}

}  // namespace vish::server
