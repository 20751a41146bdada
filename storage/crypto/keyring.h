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

/// 256 secret bits, wiped from memory when the object goes.
class Secret {
 public:
  static constexpr std::size_t kSize = 32;

  Secret() = default;
  ~Secret();
  Secret(const Secret&) = default;
  Secret& operator=(const Secret&) = default;

  std::array<unsigned char, kSize> bytes{};
};

using Controlewaarde = std::array<unsigned char, 16>;

/// Names a key; as text, for instance, `index-1`.
struct Sleutelnaam {
  Sleutelsoort soort;
  std::uint32_t nummer;  ///< from 1, in order of making; never used again

  bool operator==(const Sleutelnaam&) const = default;
};
std::string to_text(const Sleutelnaam& naam);
std::optional<Sleutelnaam> sleutelnaam_from(std::string_view text);

struct Sleutel : Sleutelnaam {
  Secret geheim;

  /// Shows whether a key is the same as another without telling what it is.
  Controlewaarde check_value() const;
};

/// The secret keys, in a folder of their own outside the database: one file
/// per key, `<soort>-<nummer>.sleutel`, readable by its owner only. Whoever
/// holds the index key can undo every pseudonym (product rules: identity).
/// Keys lie in locked memory (lock_key_memory()). One thread at a time.
class Keyring {
 public:
  /// Makes a folder with one new key of each kind, durable when this returns.
  /// Refuses, and changes nothing, when the folder exists and is not empty.
  static Stored<void> create(const std::filesystem::path& folder);

  /// Reads every key; never makes one. Fails when a kind has no key, when a
  /// file is not a key file, or when others than its owner can read it.
  static Stored<Keyring> load(const std::filesystem::path& folder);

  /// In order of kind and number.
  const LockedVector<Sleutel>& keys() const { return keys_; }
  /// Null when there is no such key.
  const Sleutel* find(const Sleutelnaam& naam) const;
  /// The key that is written under now: the highest of its kind.
  const Sleutel& current(Sleutelsoort soort) const;

  // The steps of a change of keys. Each is durable when it returns; what the
  // database knows decides how a crash in between ends (Store::open).

  /// Makes a key and writes it as `<naam>.sleutel.nieuw`, in the place of one
  /// that was prepared before. It does not count until adopt().
  Stored<Sleutel> prepare(const Sleutelnaam& naam) const;
  /// Prepared keys that were there at load(); files that hold none are left out.
  const LockedVector<Sleutel>& prepared() const { return prepared_; }
  /// Gives the file of a prepared key its name.
  Stored<void> adopt(const Sleutelnaam& naam) const;
  /// Overwrites and removes the file of a key, whatever it is called.
  Stored<void> wipe(const Sleutelnaam& naam) const;
  /// Finishes what a crash left of wipe().
  Stored<void> finish_wiping() const;

  /// As this one, with a key more or less.
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
