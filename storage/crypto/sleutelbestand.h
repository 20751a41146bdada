#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "storage/crypto/keyring.h"

namespace vish::storage {

// The file of one key: its names, and its text.

/// What the ending of the file's name says of the key.
enum class Sleutelfase : std::uint8_t {
  geldig,      ///< `.sleutel`
  voorbereid,  ///< `.sleutel.nieuw`: made, not yet known to count
  gewist,      ///< `.sleutel.weg`: destroyed, being wiped
};

struct Sleutelbestand {
  Sleutelnaam naam;
  Sleutelfase fase;
};

std::string file_name(const Sleutelbestand& bestand);
std::optional<Sleutelbestand> parse_file_name(std::string_view name);

/// A new random key.
Stored<Sleutel> make_sleutel(const Sleutelnaam& naam);

/// Writes a new file, for its owner only, durable but for its name.
Stored<void> write_sleutel(const std::filesystem::path& path, const Sleutel& sleutel);
/// Nothing when the text is not that of this key's file; `foreign` when others
/// than its owner can read the file.
Stored<std::optional<Sleutel>> read_sleutel(const std::filesystem::path& path, const Sleutelnaam& naam);
/// Overwrites what the file holds, and removes it.
Stored<void> wipe_file(const std::filesystem::path& path);

}  // namespace vish::storage
