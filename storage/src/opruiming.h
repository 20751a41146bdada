#pragma once

#include <cstdint>

#include "crypto.h"
#include "database.h"
#include "storage/stand.h"

namespace vish::storage {

/// One person in the list of what a generation writes.
struct Wijziging {
  Pseudoniem persoon;
  bool nieuw;  ///< no earlier version stands in the index

  static constexpr std::size_t kSize = 17;
};
std::string encode(const Wijziging& wijziging);

/// Brings what is stored of one aansluiting in line with its leverstand:
/// removes what a crash or a refusal left of generations that never became
/// visible, versions of registrations that a later one replaced, sets and
/// held deliveries that nothing refers to. Afterwards each registration
/// stands there once. May be done again at any time, by the holder of the
/// slot only; readers see no difference.
Stored<void> tidy(Database& database, const Crypto& crypto, std::uint32_t nummer, const Leverstand& stand);

/// Removes everything under a number that no aansluiting has any more.
Stored<void> remove_nummer(Database& database, const Crypto& crypto, std::uint32_t nummer);

}  // namespace vish::storage
