#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "base/calendar/datum.h"

namespace vish {

// Numbers, days and moments as a Dutch reader writes them. Moments are in the time of Europe/Amsterdam.

/// Returns a number with points between thousands: 1.234.567
std::string getal(std::uint64_t aantal);
/// Returns a number with its noun, `een` for one and `meer` for all others: "1 vraag", "1.234 vragen"
std::string aantal_van(std::uint64_t aantal, const std::string& een, const std::string& meer);
/// Returns the names with commas between them: a, b, c
std::string opsomming(const std::vector<std::string>& namen);
/// Returns the day without its year: wo 25 nov
std::string korte_dag(Datum dag);
/// Returns the day in full: woensdag 25 november 2026
std::string lange_dag(Datum dag);
/// Returns hours and minutes: 09:05
std::string kloktijd(std::chrono::minutes since_midnight);
std::string kloktijd(Tijdstip moment);
/// Returns the day and the time: wo 25 nov 09:05
std::string kort_moment(Tijdstip moment);
/// Returns the day and the time to the second: 2026-11-25 09:05:30
std::string datum_en_tijd(Tijdstip moment);

}  // namespace vish
