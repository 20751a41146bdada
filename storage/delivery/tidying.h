#pragma once

#include <cstdint>
#include <set>

#include "storage/crypto/crypto.h"
#include "storage/database/database.h"
#include "storage/engine/engine.h"
#include "storage/stand/stand.h"

namespace vish::storage {

/// Brings what is stored of one aansluiting in line with its delivery state:
/// removes what a crash or a failure left of a generation that never became
/// visible, registrations and sets of generations that neither the delivery state
/// nor one of its herstelpunten needs, and held deliveries that nothing refers
/// to. May be done again at any time; readers see no difference. At the opening,
/// when nobody else works on deliveries yet.
Stored<void> tidy(Database& database, const Crypto& crypto, std::uint32_t nummer, const DeliveryState& state);
/// The same at any other time, for the holder of the slot of that aansluiting only.
Stored<void> tidy(Engine& engine, const Slot* slot, const AansluitingState& state);

/// Every number under which deliveries are stored.
Stored<std::set<std::uint32_t>> stored_numbers(const Database& database);

/// Removes everything under a number that no aansluiting has any more.
Stored<void> remove_nummer(Database& database, const Crypto& crypto, std::uint32_t nummer);

}  // namespace vish::storage
