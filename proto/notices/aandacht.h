#pragma once

#include <chrono>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/calendar/datum.h"

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

/// Of an answer of /v1/status, what is worst first; empty: all is well.
std::vector<Aandachtspunt> aandachtspunten(const nlohmann::json& status, Tijdstip nu);

/// As many names as fit on a line, and how many there are besides.
std::string named(const nlohmann::json& genoemd, const std::string& member = "aansluitcodes");

/// How long from then until the moment, in whole days or, below two, hours; "verlopen" when it has passed.
std::string time_left(const nlohmann::json& moment, Tijdstip nu);

/// A moment in an answer; throws nlohmann::json::exception when it is none.
Tijdstip moment_of(const nlohmann::json& moment);

}  // namespace vish::proto
