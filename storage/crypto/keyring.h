#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/core/error.h"
#include "base/core/locked_memory.h"
#include "proto/terms/domein.h"

namespace vish::storage {

using proto::Sleutelsoort;
inline constexpr std::array kSleutelsoorten{Sleutelsoort::index, Sleutelsoort::zegel, Sleutelsoort::audit};

/// 256 secret bits, wiped from memory when the object is destroyed.
class Secret {
 public:
  static constexpr std::size_t kSize = 32;

  Secret() = default;
  ~Secret();
  Secret(const Secret&) = default;
  Secret& operator=(const Secret&) = default;

  std::array<unsigned char, kSize> bytes{};
};

/// The check value of a key: equal keys have equal check values, and a check value does not tell its key.
using Controlewaarde = std::array<unsigned char, 16>;

/// The name of a key; as text `index-1`, for instance.
struct Sleutelnaam {
  Sleutelsoort soort;
  std::uint32_t nummer;  ///< from 1, in the order of making; a number is never used again

  bool operator==(const Sleutelnaam&) const = default;
};
std::string to_text(const Sleutelnaam& naam);
/// Reads the name of a key, and returns nothing for any other text.
std::optional<Sleutelnaam> sleutelnaam_from(std::string_view text);

/// A key with its name.
struct Sleutel : Sleutelnaam {
  Secret geheim;

  /// Returns the check value of the key.
  Controlewaarde check_value() const;
};

/// The secret keys, in a folder outside the database: one file for each key, `<soort>-<nummer>.sleutel`, readable by
/// its owner only. A holder of the index key can undo every pseudonym (product rules: identity). Keys lie in locked
/// memory (lock_key_memory()). One thread at a time.
class Keyring {
 public:
  /// Makes a folder with one new key of each kind; the folder is on disk when this returns. Returns `exists`, and
  /// changes nothing, when the folder exists and is not empty.
  static Stored<void> create(const std::filesystem::path& folder);

  /// Reads every key; never makes one. Returns `missing` when there is no folder or a kind has no key, and `foreign`
  /// when a file is no key file or when others than its owner can read it.
  static Stored<Keyring> load(const std::filesystem::path& folder);

  /// Returns the valid keys, in order of kind and number.
  const LockedVector<Sleutel>& keys() const { return keys_; }
  /// Returns a key by its name, or null when there is none.
  const Sleutel* find(const Sleutelnaam& naam) const;
  /// Returns the key under which new data is written: the highest number of its kind.
  const Sleutel& current(Sleutelsoort soort) const;

  // The steps of a change of keys. Each is on disk when it returns. The database decides how a crash between two steps
  // ends (Store::open).

  /// Makes a key and writes it as `<naam>.sleutel.nieuw`, in the place of an earlier prepared one. The key is not valid
  /// until adopt().
  Stored<Sleutel> prepare(const Sleutelnaam& naam) const;
  /// Returns the prepared keys that load() found; damaged files of prepared keys are left out.
  const LockedVector<Sleutel>& prepared() const { return prepared_; }
  /// Makes a prepared key valid by renaming its file.
  Stored<void> adopt(const Sleutelnaam& naam) const;
  /// Overwrites and removes the file of a valid or prepared key.
  Stored<void> wipe(const Sleutelnaam& naam) const;
  /// Finishes a wipe() that a crash interrupted.
  Stored<void> finish_wiping() const;

  /// Returns this key ring with one key more, or with one key less, in memory only.
  Keyring with(const Sleutel& sleutel) const;
  Keyring without(const Sleutelnaam& naam) const;

 private:
  explicit Keyring(std::filesystem::path folder) : folder_(std::move(folder)) {}
  Stored<void> read_folder();

  std::filesystem::path folder_;
  LockedVector<Sleutel> keys_;
  LockedVector<Sleutel> prepared_;
};

}  // namespace vish::storage
