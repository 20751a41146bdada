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

/// The actor, in the audit log, of acts that no operator asked for.
inline constexpr std::string_view kVishd = "vishd";

// What happened since a backup, according to the key ring and the copy of the audit log. One thread, on a database that
// no other program uses.

/// Adds to the database the keys that were made since the backup: each key of the ring above the highest of its kind in
/// the database.
Stored<void> learn_newer_keys(Database& database, const Keyring& keys, Tijdstip moment);

/// The lines that came from the copy of the log.
struct SinceBackup {
  std::uint64_t regels = 0;
  std::vector<proto::Auditregel> handelingen;  ///< the lines of changes by operators
};

/// Adds to the log of the database the lines that only its copy has.
Stored<SinceBackup> add_from_copy(Database& database, const std::string& database_id, const StoreOptions& options,
                                  const Keyring& keys);

/// Carries out again, in order and in the name of each operator, the acts of which the line holds enough: phases and
/// ends of aansluitingen and bevragers, ends of organisaties and of operators. Each act gets a new line at `moment`.
/// The other acts go to `nog_te_doen`. Returns `wrong_key` when a line tells of a new key that the ring does not have.
Stored<void> carry_out_again(Store& store, std::vector<proto::Auditregel> since, Tijdstip moment, Teruggezet& result);

}  // namespace vish::storage
