#pragma once

#include <cstdint>
#include <span>

#include "base/calendar/datum.h"
#include "proto/registry/parties.h"
#include "storage/delivery/leveringen.h"

namespace vish::server {

/// What became of one day of an aansluiting.
enum class Dagstand : std::uint8_t {
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
inline constexpr Dagstand kDagstanden[] = {
    Dagstand::verwerkt,         Dagstand::na_uur,  Dagstand::vastgehouden,    Dagstand::geweigerd,
    Dagstand::niet_doorgevoerd, Dagstand::te_laat, Dagstand::niets_ontvangen, Dagstand::verwacht,
    Dagstand::geen_aanleverdag, Dagstand::nog_niet};

/// Returns the outcome of one day. A delivery counts for the due day in whose levervenster() it came, as in
/// leverritme(); the best delivery of the day decides.
Dagstand dagstand(const proto::Aansluiting& aansluiting, std::span<const storage::Aanleverkop> koppen, Datum dag,
                  Tijdstip nu);

}  // namespace vish::server
