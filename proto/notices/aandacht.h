#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/calendar/datum.h"
#include "proto/notices/status.h"

namespace vish::proto {

/// Something in the status that asks for an operator.
struct Aandachtspunt {
  std::string wat;       ///< one Dutch line
  std::string opdracht;  ///< what to run about it
};

/// From this many days before a certificate expires it is told.
inline constexpr std::chrono::days kCertificaatTijdig{30};
/// Revocation lists are renewed every day.
inline constexpr std::chrono::days kIntrekkingslijstTijdig{2};
inline constexpr std::chrono::days kBackupTijdig{2};
/// Two clocks may differ so much before one of them is told to be wrong.
inline constexpr std::chrono::hours kKlokverschil{1};

/// Lists the worst first; an empty list says that all is well.
std::vector<Aandachtspunt> aandachtspunten(const Status& status, Tijdstip nu);

/// As many names as fit on a line, and how many there are besides.
std::string named(const Genoemd& genoemd);

/// How long from then until the moment, in whole days or, below two, hours; "verlopen" when it has passed.
std::string time_left(Tijdstip moment, Tijdstip nu);

}  // namespace vish::proto
