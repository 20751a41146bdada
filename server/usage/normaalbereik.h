#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/calendar/datum.h"
#include "storage/audit/usage_records.h"

namespace vish::server {

// When the use by a bevrager is out of the ordinary, seen from its own last
// weeks (docs/decisions, the one on fair use, tells how and why).

/// How many days back count, and how many of them with use there must be at
/// least; for the share of matches more.
constexpr int kHistorie = 28;
constexpr std::size_t kMinDagen = 5;

/// What share of the persons it asked after was found.
struct Matchaandeel {
  double van = 0;  ///< still ordinary
  double tot = 0;
  double laag = 0;  ///< on a usual day with few matches, one deviation from the middle …
  double hoog = 0;  ///< … and with many

  bool operator==(const Matchaandeel&) const = default;
};

/// What is ordinary for a bevrager on a day; nothing where too little is known.
struct Normaalbereik {
  std::optional<std::uint64_t> personen_tot;
  std::optional<Matchaandeel> matchaandeel;

  bool operator==(const Normaalbereik&) const = default;
};

/// For `dag`, from the days in `historie` before it. `factor`: so many times
/// the usual is ordinary still. Weekends and public holidays are compared with
/// each other where there are enough of them, else with working days.
Normaalbereik normaalbereik(std::span<const storage::Dagverbruik> historie, Datum dag, std::uint64_t factor);

/// What of a day, also of one that is not over, lies outside; nothing while
/// fewer than `vanaf` persons were asked after.
std::vector<storage::Alarmsoort> buiten_bereik(const storage::Dagverbruik& dag, const Normaalbereik& bereik,
                                               std::uint64_t vanaf);

}  // namespace vish::server
