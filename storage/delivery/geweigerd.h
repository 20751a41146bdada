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
  std::string bestandshash;  ///< of what was read of the file, sealed; empty: of an older database
};

/// Those of one aansluiting, the oldest first.
using Geweigerden = std::vector<Geweigerd>;

/// The report of a refused delivery is kept so long, …
constexpr std::chrono::days kWeigertermijn{90};
/// … and of one aansluiting so many.
constexpr std::size_t kMeesteWeigeringen = 100;

/// A database of before has no list: then it is made of the reports.
Stored<Geweigerden> read_geweigerden(const Database& database, std::uint32_t nummer);
/// Whether there is no list yet, or one from which put_geweigerden() would take something.
Stored<bool> need_to_drop(const Database& database, std::uint32_t nummer, Tijdstip nu);
/// What writes the list without those whose time has come at `nu` or that are too
/// many, and removes their reports; a part of them where there are very many.
Stored<Ops> put_geweigerden(const Database& database, std::uint32_t nummer, Tijdstip nu, Geweigerden geweigerden);

/// The list with its hashes sealed anew; nothing where there is no list.
Stored<std::optional<Op>> renew_geweigerden(const Database& database, const Zegel& zegel, std::uint32_t nummer);

}  // namespace vish::storage
