#pragma once

#include <cstdint>
#include <span>

#include "base/calendar/datum.h"
#include "proto/registry/parties.h"
#include "storage/delivery/leveringen.h"

namespace vish::server {

/// The outcome of one day of an aansluiting.
enum class Daguitkomst : std::uint8_t {
  verwerkt,
  na_uur,            ///< processed, and came after the hour
  vastgehouden,      ///< waits for an operator
  geweigerd,         ///< only files that the server refused
  niet_doorgevoerd,  ///< only files that were rejected, expired, replaced or rolled back
  te_laat,           ///< nothing came, and a delivery may still come
  niets_ontvangen,   ///< nothing came
  verwacht,          ///< its hour has not come
  geen_aanleverdag,
  nog_niet,  ///< no delivery was due yet, or none is due any more
};

/// All values, in order.
inline constexpr Daguitkomst kDaguitkomsten[] = {
    Daguitkomst::verwerkt,         Daguitkomst::na_uur,  Daguitkomst::vastgehouden,    Daguitkomst::geweigerd,
    Daguitkomst::niet_doorgevoerd, Daguitkomst::te_laat, Daguitkomst::niets_ontvangen, Daguitkomst::verwacht,
    Daguitkomst::geen_aanleverdag, Daguitkomst::nog_niet};

/// Returns the outcome of one day. A delivery counts for the due day in whose levervenster() it came, as in
/// leverritme(); the best delivery of the day decides.
Daguitkomst daguitkomst(const proto::Aansluiting& aansluiting, std::span<const storage::Aanleverkop> koppen, Datum dag,
                        Tijdstip nu);

}  // namespace vish::server
