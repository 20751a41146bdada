#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/result.h"
#include "proto/json/problem.h"
#include "proto/terms/bsn.h"

namespace vish::proto {

/// An operator looks up for a citizen what the index holds of that person, and which parties asked about that person
/// (AVG article 15).
struct Inzagevraag {
  Bsn burgerservicenummer;
  std::string reden;     ///< 1 to 500 characters, for instance the number of the request; does not hold the BSN
  std::uint64_t na = 0;  ///< asks for the page of lines before this number; 0: the first page
};

/// Reads {"burgerservicenummer", "reden", "na"?} strictly, or returns every mistake in the body.
Result<Inzagevraag, std::vector<InvalidParam>> inzagevraag_from_request(std::string_view body);

}  // namespace vish::proto
