#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/calendar/datum.h"
#include "storage/stand/stand.h"

namespace vish::server {

/// Aansluitingen of one kind: all are counted, the first kNamed are named.
struct Genoemd {
  static constexpr std::size_t kNamed = 20;

  std::uint64_t aantal = 0;
  std::vector<std::string> aansluitcodes;  ///< ascending

  bool operator==(const Genoemd&) const = default;
};

/// The deliveries of all aansluitingen at one moment.
struct Leveroverzicht {
  std::uint64_t registraties = 0;
  Genoemd vastgehouden;
  std::uint64_t vandaag = 0;         ///< aansluitingen in test and productie with a delivery due on that day …
  std::uint64_t vandaag_binnen = 0;  ///< … and those of them whose delivery came, held ones included
  std::uint64_t op_tijd = 0;         ///< in test and productie
  Genoemd te_laat;                   ///< in test and productie
  Genoemd bevestiging_nodig;
  std::map<storage::Opvallend, Genoemd> opvallend{};  ///< in productie and geschorst; has an entry for each oddity

  bool operator==(const Leveroverzicht&) const = default;
};
/// Whether an operator must look at the deliveries of an aansluiting; never in test, where no protection depends on
/// them.
bool is_opvallend(const storage::Aansluitstand& stand, storage::Opvallend soort, Datum vandaag);

/// Computes the overview at `nu`.
Leveroverzicht leveroverzicht(const storage::Stand& stand, Tijdstip nu);

}  // namespace vish::server
