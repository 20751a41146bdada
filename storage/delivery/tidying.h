#pragma once

#include <cstdint>
#include <set>

#include "storage/crypto/crypto.h"
#include "storage/database/database.h"
#include "storage/engine/engine.h"
#include "storage/stand/stand.h"

namespace vish::storage {

/// Brings what is stored of one aansluiting in line with its delivery state: removes what a crash or a failure left of
/// a generation that never became visible, registrations and sets of generations that the delivery state does not need,
/// and held deliveries that nothing refers to. The call may be repeated; readers see no difference. This form is for
/// the opening, when no other caller works on deliveries yet.
Stored<void> tidy(Database& database, const Crypto& crypto, std::uint32_t nummer, const DeliveryState& state);
/// Does the same at any other time. The caller holds the slot of that aansluiting.
Stored<void> tidy(Engine& engine, const Slot* slot, const AansluitingState& state);

/// Returns every number under which deliveries are stored.
Stored<std::set<std::uint32_t>> stored_numbers(const Database& database);

/// Removes everything that is stored under a number that no aansluiting has any more.
Stored<void> remove_nummer(Database& database, const Crypto& crypto, std::uint32_t nummer);

}  // namespace vish::storage
