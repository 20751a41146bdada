#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "base/calendar/datum.h"

namespace vish {

// Numbers, days and moments as a Dutch reader writes them; moments by the
// clock of Amsterdam.

/// 1.234.567
std::string getal(std::uint64_t aantal);
/// "1 vraag", "1.234 vragen"
std::string aantal_van(std::uint64_t aantal, const std::string& een, const std::string& meer);
/// a, b, c
std::string opsomming(const std::vector<std::string>& namen);
/// wo 25 nov
std::string korte_dag(Datum dag);
/// woensdag 25 november 2026
std::string lange_dag(Datum dag);
/// 09:05
std::string kloktijd(std::chrono::minutes since_midnight);
std::string kloktijd(Tijdstip moment);
/// wo 25 nov 09:05
std::string kort_moment(Tijdstip moment);
/// 2026-11-25 09:05:30
std::string datum_en_tijd(Tijdstip moment);

}  // namespace vish
