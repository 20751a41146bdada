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

/// Sealing keys by their number.
using Zegelsleutels =
    std::map<std::uint32_t, Secret, std::less<>, LockedAllocator<std::pair<const std::uint32_t, Secret>>>;

/// Seals values with AES-256-GCM, each bound to the key it is stored under:
/// moved to another key it no longer opens.
///
/// Sealed form: number of the sealing key (4 bytes, big endian), nonce (12
/// random bytes), ciphertext, tag (16 bytes). Safe for use by many threads.
class Zegel {
 public:
  static constexpr std::size_t kOverhead = 4 + 12 + 16;

  /// `current` is written under; the others still open what they sealed.
  Zegel(Zegelsleutels keys, std::uint32_t current);

  std::uint32_t current() const { return current_; }
  /// Whether the value is sealed under an older key.
  bool outdated(std::string_view sealed) const;

  /// Throws std::runtime_error when OpenSSL fails.
  std::string seal(std::string_view bound_to, std::string_view plain) const;
  /// As seal(), in the place of what `sealed` holds.
  void seal(std::string_view bound_to, std::string_view plain, std::string& sealed) const;
  /// `corrupt` for anything that these keys did not seal for this place.
  Stored<std::string> open(std::string_view bound_to, std::string_view sealed) const;

 private:
  Zegelsleutels keys_;
  std::uint32_t current_;
  std::uint64_t id_;  ///< tells objects apart, also after one is gone
};

}  // namespace vish::storage
