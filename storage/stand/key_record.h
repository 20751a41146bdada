#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "storage/crypto/keyring.h"
#include "storage/database/database.h"
#include "storage/stand/stand.h"

namespace vish::storage {

// The records of the keys, in column family `default`.

/// Makes the record of a key that was made at `sinds`.
KeyRecord new_key_record(const Sleutel& sleutel, Tijdstip sinds);
/// Stores the record of a key.
Op put_key_record(const KeyRecord& record);
/// Reads the records of all keys, in order of kind and number.
Stored<std::vector<KeyRecord>> read_sleutels(const Database& database);

/// Reads the keys whose destruction waits for a second person in the records of an earlier version, each with the
/// operator who asked.
Stored<std::vector<std::pair<KeyRecord, std::string>>> read_old_requests(const Database& database);

/// Stores Stand::verzegeld.
Op put_verzegeld(std::uint32_t zegelnummer);
/// Reads Stand::verzegeld into `stand`.
Stored<void> read_verzegeld(const Database& database, Stand& stand);

/// Checks whether agree() would succeed, and changes nothing.
Stored<void> check_keys(const std::vector<KeyRecord>& known, const Keyring& keys);

/// Makes the key ring agree with the records of the database, perhaps after a crash: adopts a prepared key that the
/// database knows, and wipes a key that the database knows as destroyed. Returns the ring of live keys. Returns
/// `wrong_key` when a key is missing, differs from its record, or has no record.
Stored<Keyring> agree(const std::vector<KeyRecord>& known, Keyring keys,
                      const std::function<void(LogLevel, std::string_view)>& log);

}  // namespace vish::storage
