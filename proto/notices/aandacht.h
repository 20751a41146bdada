#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/calendar/datum.h"
#include "proto/notices/status.h"

namespace vish::proto {

/// A point in the status that asks for an operator.
struct Aandachtspunt {
  std::string wat;       ///< one Dutch line
  std::string opdracht;  ///< the command that helps, or the chapter that tells more
};

/// A certificate asks for an operator from this long before it expires.
inline constexpr std::chrono::days kCertificaatTijdig{30};
/// A revocation list asks for an operator from this long before it expires: a CA renews it every day.
inline constexpr std::chrono::days kIntrekkingslijstTijdig{2};
/// The last backup asks for an operator when it is older than this.
inline constexpr std::chrono::days kBackupTijdig{2};
/// Two clocks may differ so much before one of them is told to be wrong.
inline constexpr std::chrono::hours kKlokverschil{1};

/// Lists the worst first; an empty list says that all is well.
std::vector<Aandachtspunt> aandachtspunten(const Status& status, Tijdstip nu);

/// Returns as many names as fit on a line, at least one, and the number of the others.
std::string named(const Genoemd& genoemd);

/// Returns the time from `nu` until `moment`, in whole days or, below two days, in whole hours; "verlopen" when the
/// moment has passed.
std::string time_left(Tijdstip moment, Tijdstip nu);

}  // namespace vish::proto
