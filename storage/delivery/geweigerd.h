#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/calendar/datum.h"
#include "storage/crypto/zegel.h"
#include "storage/database/database.h"

namespace vish::storage {

/// A refused delivery whose report is still kept.
struct Geweigerd {
  std::string aanlevering_id;
  Datum peildatum;
  Tijdstip ontvangen_op;
  std::string bestandshash;  ///< of what was read of the file, sealed; empty in an older database
};

/// The refused deliveries of one aansluiting, the oldest first.
using Geweigerden = std::vector<Geweigerd>;

/// The time for which the report of a refused delivery is kept.
constexpr std::chrono::days kWeigertermijn{90};
/// The most reports of refused deliveries that are kept for one aansluiting.
constexpr std::size_t kMeesteWeigeringen = 100;

/// Reads the list of an aansluiting. Makes the list from the reports where an older database has none.
Stored<Geweigerden> read_geweigerden(const Database& database, std::uint32_t nummer);
/// Whether there is no list yet, or put_geweigerden() would remove something from the list.
Stored<bool> need_to_drop(const Database& database, std::uint32_t nummer, Tijdstip nu);
/// Returns the changes that write the list without the refusals that are past their term at `nu` or too many, and that
/// remove their reports. One call removes at most 200 refusals.
Stored<Ops> put_geweigerden(const Database& database, std::uint32_t nummer, Tijdstip nu, Geweigerden geweigerden);

/// Returns the change that seals the hashes of the list with the present key; nothing where there is no list.
Stored<std::optional<Op>> renew_geweigerden(const Database& database, const Zegel& zegel, std::uint32_t nummer);

}  // namespace vish::storage
