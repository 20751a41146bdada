#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "base/core/error.h"
#include "storage/crypto/keyring.h"

namespace vish::storage {

/// The sealing keys by their number.
using Zegelsleutels =
    std::map<std::uint32_t, Secret, std::less<>, LockedAllocator<std::pair<const std::uint32_t, Secret>>>;

/// Seals values with AES-256-GCM. Each sealed value is bound to the place where it is stored, and does not open in
/// another place.
///
/// The sealed form is: number of the sealing key (4 bytes, big endian), nonce (12 random bytes), ciphertext, tag (16
/// bytes). Safe to call from any thread.
class Zegel {
 public:
  static constexpr std::size_t kOverhead = 4 + 12 + 16;

  /// `current` is the key that seals; the other keys open what they sealed earlier.
  Zegel(Zegelsleutels keys, std::uint32_t current);

  /// Returns the number of the key that seals.
  std::uint32_t current() const { return current_; }
  /// Whether the value is sealed under an older key.
  bool outdated(std::string_view sealed) const;

  /// Seals a value for the place `bound_to`. Throws std::runtime_error when OpenSSL fails.
  std::string seal(std::string_view bound_to, std::string_view plain) const;
  /// Seals a value into `sealed`, whose contents it replaces.
  void seal(std::string_view bound_to, std::string_view plain, std::string& sealed) const;
  /// Opens a sealed value. The call fails with `corrupt` for a value that these keys did not seal for this place.
  Stored<std::string> open(std::string_view bound_to, std::string_view sealed) const;

 private:
  Zegelsleutels keys_;
  std::uint32_t current_;
  std::uint64_t id_;  ///< identifies the object; no two objects of a process share it
};

}  // namespace vish::storage
