#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/error.h"
#include "proto/messages/auditregel.h"
#include "storage/crypto/keyring.h"
#include "storage/database/database.h"
#include "storage/restore/terugzetten.h"
#include "storage/store/store.h"

namespace vish::storage {

/// The actor of what nobody asked for, in the audit log.
inline constexpr std::string_view kVishd = "vishd";

// What happened since a backup, as the key ring and the copy of the audit log
// tell it. One thread, on a database that nobody else uses.

/// Lets the database know the keys that were made since: those in the ring
/// above the highest of their kind that it knows.
Stored<void> learn_newer_keys(Database& database, const Keyring& keys, Tijdstip moment);

/// What came from the copy of the log.
struct SinceBackup {
  std::uint64_t regels = 0;
  std::vector<proto::Auditregel> handelingen;  ///< those by which operators changed something
};

/// Adds to the log of the database what its copy has beyond it.
Stored<SinceBackup> add_from_copy(Database& database, const std::string& database_id, const StoreOptions& options,
                                  const Keyring& keys);

/// Carries out again, in order and under the names of those who did it, what
/// the lines hold enough of: phases and ends of parties, and ends of
/// operators. A line of its own for each, at `moment`; the rest is left to do.
/// `wrong_key` when a line tells of a new key that the ring does not have.
Stored<void> carry_out_again(Store& store, std::vector<proto::Auditregel> since, Tijdstip moment, Teruggezet& result);

}  // namespace vish::storage
