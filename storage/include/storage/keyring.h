#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string_view>
#include <vector>

#include "storage/error.h"

namespace vish::storage {

/// What a key is for: `index` names persons, `zegel` seals what is held of
/// them, `audit` names and seals persons in the audit log.
enum class Sleutelsoort : std::uint8_t { index, zegel, audit };
std::string_view to_text(Sleutelsoort soort);

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

struct Sleutel {
  Sleutelsoort soort;
  std::uint32_t nummer;  ///< from 1; the highest of a kind is the one written under
  Secret geheim;

  /// Shows whether a key is the same as another without telling what it is.
  std::array<unsigned char, 16> check_value() const;
};

/// The secret keys, in a folder of their own outside the database: one file
/// per key, `<soort>-<nummer>.sleutel`, readable by its owner only. Whoever
/// holds the index key can undo every pseudonym (product rules: identity).
class Keyring {
 public:
  /// Makes a folder with one new key of each kind, durable when this returns.
  /// Refuses, and changes nothing, when the folder exists and is not empty.
  static Stored<void> create(const std::filesystem::path& folder);

  /// Reads every key; never makes one. Fails when a kind has no key, when a
  /// file is not a key file, or when others than its owner can read it.
  static Stored<Keyring> load(const std::filesystem::path& folder);

  /// In order of kind and number.
  const std::vector<Sleutel>& keys() const { return keys_; }
  /// The key that is written under now.
  const Sleutel& current(Sleutelsoort soort) const;

 private:
  explicit Keyring(std::vector<Sleutel> keys) : keys_(std::move(keys)) {}
  std::vector<Sleutel> keys_;
};

}  // namespace vish::storage
