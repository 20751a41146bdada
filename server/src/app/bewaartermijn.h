#pragma once

#include <chrono>
#include <cstdint>

#include "proto/datum.h"
#include "storage/store.h"

namespace vish::server {

/// How often is looked whether lines of the audit log are past their term.
constexpr std::chrono::minutes kBewaartermijnInterval{1};

/// Lines of before this moment are past their term: those of a day in
/// Amsterdam go when the same day, so many calendar years later, is over; those
/// of 29 February, in a year without that day, with the first of March.
proto::Tijdstip kept_from(proto::Tijdstip nu, std::uint64_t jaren);

/// Removes what is past its term, at most Auditlog::kMostRemoved lines, and
/// logs how many. Throws std::exception when storage refuses: to be done again.
void remove_past_term(storage::Store& store, proto::Tijdstip nu, std::uint64_t jaren);

}  // namespace vish::server
