#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "proto/terms/bsn.h"
#include "storage/crypto/hmac.h"
#include "storage/crypto/keyring.h"
#include "storage/crypto/pseudoniem.h"
#include "storage/crypto/zegel.h"

namespace vish::storage {

/// What one index key is used for, prepared once, in productie or in test.
class Indexsleutel {
 public:
  enum class Domein { productie, test };

  Indexsleutel(const Sleutel& sleutel, Domein domein);

  /// The number of the key, with kTestnaam in test.
  std::uint32_t nummer() const { return nummer_; }
  /// The person in the index: HMAC-SHA-256(index key, "bsn:" ‖ nine digits),
  /// cut to 128 bits (RFC 2104 section 5); in test with "tst:" in front.
  Pseudoniem pseudoniem(const proto::Bsn& bsn) const;
  /// Tells whether two rows of one person say the same.
  std::uint64_t row_digest(const Pseudoniem& persoon, std::string_view row) const;
  /// Of two at once, in less time than one after the other.
  std::pair<Pseudoniem, Pseudoniem> pseudoniemen(const proto::Bsn& een, const proto::Bsn& ander) const;
  /// `een` and `ander` hold a row behind its person's pseudonym.
  std::pair<std::uint64_t, std::uint64_t> row_digests(std::string_view een, std::string_view ander) const;
  /// Tells by the SHA-256 of two sets whether they are the same.
  std::uint64_t verzamelingsmerk(std::string_view hash) const;

 private:
  std::uint32_t nummer_;
  std::string_view front_;  ///< of what is hashed for a person
  Hmac persons_;
  Hmac rows_;
};

/// Marks the lines of the copy of the audit log, so that who can write there
/// can neither change a line nor make one up.
class Kopiesleutel {
 public:
  using Merk = std::array<char, 16>;

  Kopiesleutel(std::uint32_t nummer, const Hmac& hmac) : nummer_(nummer), hmac_(hmac) {}

  std::uint32_t nummer() const { return nummer_; }
  /// HMAC-SHA-256, cut to 128 bits (RFC 2104 section 5).
  Merk merk(std::string_view regel) const;

 private:
  std::uint32_t nummer_;
  Hmac hmac_;
};

/// Everything that the live keys are used for, prepared once. Immutable: a
/// change of keys makes another one.
class Crypto {
 public:
  explicit Crypto(const Keyring& keys);

  /// The live index keys, newest first: the first is the one written under.
  const LockedVector<Indexsleutel>& index() const { return index_; }
  /// The same keys as they name persons in phase test.
  const LockedVector<Indexsleutel>& test_index() const { return test_index_; }
  /// Null when no live index key has that Indexsleutel::nummer().
  const Indexsleutel* index(std::uint32_t nummer) const;

  /// The person in the audit log, under the key written under now; tells
  /// nothing of the one in the index.
  Pseudoniem audit_pseudoniem(const proto::Bsn& bsn) const;
  /// The same under every live audit key, newest first.
  std::vector<Pseudoniem> audit_pseudoniemen(const proto::Bsn& bsn) const;

  const Zegel& zegel() const { return zegel_; }
  /// Under keys derived from the audit keys, which live as long as the records.
  const Zegel& audit_zegel() const { return audit_zegel_; }
  /// Derived from the audit keys too; newest first.
  const LockedVector<Kopiesleutel>& kopie() const { return kopie_; }

 private:
  LockedVector<Indexsleutel> index_;
  LockedVector<Indexsleutel> test_index_;
  LockedVector<Hmac> audit_;
  Zegel zegel_;
  Zegel audit_zegel_;
  LockedVector<Kopiesleutel> kopie_;
};

/// In the memory for keys.
std::shared_ptr<const Crypto> make_crypto(const Keyring& keys);

}  // namespace vish::storage
