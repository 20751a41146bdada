#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/result.h"
#include "proto/json/problem.h"
#include "proto/terms/bsn.h"

namespace vish::proto {

/// An operator looks, for a citizen, at what is held of that person and who
/// asked (AVG article 15).
struct Inzagevraag {
  Bsn burgerservicenummer;
  std::string reden;     ///< 1 to 500 characters, for instance the number of the request; does not hold the BSN
  std::uint64_t na = 0;  ///< the page of older lines than the one with this number; 0: the first page
};

/// Reads {"burgerservicenummer", "reden", "na"?} strictly; every mistake at once.
Result<Inzagevraag, std::vector<InvalidParam>> inzagevraag_from_request(std::string_view body);

}  // namespace vish::proto
