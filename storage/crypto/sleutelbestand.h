#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "storage/crypto/keyring.h"

namespace vish::storage {

// The file of one key: its name and its text.

/// The state of a key, by the ending of the name of its file.
enum class Sleutelfase : std::uint8_t {
  geldig,      ///< `.sleutel`
  voorbereid,  ///< `.sleutel.nieuw`: made, and not yet valid
  gewist,      ///< `.sleutel.weg`: destroyed, and about to be wiped
};

/// Holds what the name of a key file says.
struct Sleutelbestand {
  Sleutelnaam naam;
  Sleutelfase fase;
};

/// Returns the name of a key file.
std::string file_name(const Sleutelbestand& bestand);
/// Reads the name of a key file, and returns nothing for any other name.
std::optional<Sleutelbestand> parse_file_name(std::string_view name);

/// Makes a random key.
Stored<Sleutel> make_sleutel(const Sleutelnaam& naam);

/// Writes a new key file, readable by its owner only. Its contents are on disk when this returns; its name is on disk
/// after sync_folder().
Stored<void> write_sleutel(const std::filesystem::path& path, const Sleutel& sleutel);
/// Reads a key file, and returns nothing when its text is not that of this key. Returns `foreign` when others than its
/// owner can read the file.
Stored<std::optional<Sleutel>> read_sleutel(const std::filesystem::path& path, const Sleutelnaam& naam);
/// Overwrites the contents of a file with zeros, and removes the file.
Stored<void> wipe_file(const std::filesystem::path& path);

}  // namespace vish::storage
