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

// What the database knows of the keys, in column family `default`.

Sleutelstand new_sleutelstand(const Sleutel& sleutel, Tijdstip sinds);
Op put_sleutelstand(const Sleutelstand& stand);
/// In order of kind and number.
Stored<std::vector<Sleutelstand>> read_sleutels(const Database& database);

/// The keys that an earlier version recorded to be destroyed by a second
/// person, each with who asked.
Stored<std::vector<std::pair<Sleutelstand, std::string>>> read_old_requests(const Database& database);

/// The number of Stand::verzegeld.
Op put_verzegeld(std::uint32_t zegelnummer);
Stored<void> read_verzegeld(const Database& database, Stand& stand);

/// Makes the key ring agree with what the database knows, after a crash
/// perhaps: adopts a prepared key that it knows, wipes one that it knows as
/// destroyed. Returns the ring of the live keys. `wrong_key` when one is
/// missing, is another, or is not known.
Stored<Keyring> agree(const std::vector<Sleutelstand>& known, Keyring keys,
                      const std::function<void(LogLevel, std::string_view)>& log);

}  // namespace vish::storage
