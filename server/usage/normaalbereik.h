#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/calendar/datum.h"
#include "storage/audit/usage_records.h"

namespace vish::server {

// These functions tell when the use by a bevrager is out of the ordinary, seen from its own last weeks (docs/decisions,
// the one on fair use, tells how and why).

/// These functions count the use of this number of days back. At least kMinDagen of these days must have use; the share
/// of matches needs more.
constexpr int kHistorie = 28;
constexpr std::size_t kMinDagen = 5;

/// The ordinary share of matches among the persons that a bevrager asked after, from 0 to 1.
struct Matchaandeel {
  double van = 0;   ///< the lowest share that is still ordinary
  double tot = 0;   ///< the highest share that is still ordinary
  double laag = 0;  ///< on a usual day with few matches, one deviation from the middle …
  double hoog = 0;  ///< … and with many

  bool operator==(const Matchaandeel&) const = default;
};

/// The ordinary use by a bevrager on a day; a member is absent where too little is known.
struct Normaalbereik {
  std::optional<std::uint64_t> personen_tot;
  std::optional<Matchaandeel> matchaandeel;

  bool operator==(const Normaalbereik&) const = default;
};

/// Computes the ordinary use on `dag` from the days in `historie` before it. Up to `factor` times the usual use is
/// ordinary still. Weekends and public holidays are compared with each other where there are enough of them, else with
/// working days.
Normaalbereik normaalbereik(std::span<const storage::Dagverbruik> historie, Datum dag, std::uint64_t factor);

/// Returns the alarms about a day, also about a day that is not over; none while fewer than `vanaf` persons were asked
/// after.
std::vector<storage::Alarmsoort> buiten_bereik(const storage::Dagverbruik& dag, const Normaalbereik& bereik,
                                               std::uint64_t vanaf);

}  // namespace vish::server
