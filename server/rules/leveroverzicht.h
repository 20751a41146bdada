#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/calendar/datum.h"
#include "storage/stand/stand.h"

namespace vish::server {

/// Some aansluitingen of a kind: all are counted, the first kNamed are named.
struct Genoemd {
  static constexpr std::size_t kNamed = 20;

  std::uint64_t aantal = 0;
  std::vector<std::string> aansluitcodes;  ///< ascending

  bool operator==(const Genoemd&) const = default;
};

/// How the deliveries of all aansluitingen stand at a moment.
struct Leveroverzicht {
  std::uint64_t registraties = 0;
  Genoemd vastgehouden;
  std::uint64_t vandaag = 0;         ///< in test and productie, with a delivery due on that day, …
  std::uint64_t vandaag_binnen = 0;  ///< … which came, held ones too
  std::uint64_t op_tijd = 0;         ///< in test and productie
  Genoemd te_laat;                   ///< in test and productie
  Genoemd bevestiging_nodig;
  std::map<storage::Opvallend, Genoemd> opvallend{};  ///< in productie and geschorst; each kind is there

  bool operator==(const Leveroverzicht&) const = default;
};
/// Whether an operator has to look at its deliveries; in test nothing is at stake.
bool is_opvallend(const storage::Aansluitstand& stand, storage::Opvallend soort, Datum vandaag);

Leveroverzicht leveroverzicht(const storage::Stand& stand, Tijdstip nu);

}  // namespace vish::server
