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

/// One index key, prepared for its uses, in productie or in test. Safe to call from any thread.
class Indexsleutel {
 public:
  /// The phase whose persons the key names: a person has different pseudonyms in test and in productie.
  enum class Domein { productie, test };

  Indexsleutel(const Sleutel& sleutel, Domein domein);

  /// Returns the number of the key, with kTestnaam set in test.
  std::uint32_t nummer() const { return nummer_; }
  /// Returns the pseudonym of a person in the index: HMAC-SHA-256(index key, "bsn:" ‖ nine digits) cut to 128 bits (RFC
  /// 2104 section 5); in test "tst:" stands for "bsn:".
  Pseudoniem pseudoniem(const proto::Bsn& bsn) const;
  /// Returns a digest of a row of one person: equal rows have equal digests.
  std::uint64_t row_digest(const Pseudoniem& persoon, std::string_view row) const;
  /// Returns the pseudonyms of two persons, in less time than two calls of pseudoniem().
  std::pair<Pseudoniem, Pseudoniem> pseudoniemen(const proto::Bsn& een, const proto::Bsn& ander) const;
  /// Returns the digests of two rows, in less time than two calls of row_digest(). `een` and `ander` hold the pseudonym
  /// of the person followed by the row.
  std::pair<std::uint64_t, std::uint64_t> row_digests(std::string_view een, std::string_view ander) const;
  /// Returns a keyed mark of a set from its SHA-256: equal sets have equal marks.
  std::uint64_t verzamelingsmerk(std::string_view hash) const;

 private:
  std::uint32_t nummer_;
  std::string_view front_;  ///< "bsn:" or "tst:"
  Hmac persons_;
  Hmac rows_;
};

/// One key for the marks on the lines of the copy of the audit log. Without the key nobody can change a line of the
/// copy or make one up.
class Kopiesleutel {
 public:
  /// The mark of a line.
  using Merk = std::array<char, 16>;

  Kopiesleutel(std::uint32_t nummer, const Hmac& hmac) : nummer_(nummer), hmac_(hmac) {}

  std::uint32_t nummer() const { return nummer_; }
  /// Returns HMAC-SHA-256 of a line, cut to 128 bits (RFC 2104 section 5).
  Merk merk(std::string_view regel) const;

 private:
  std::uint32_t nummer_;
  Hmac hmac_;
};

/// All live keys, prepared for their uses. A Crypto never changes: a change of keys makes another one. Safe to call
/// from any thread.
class Crypto {
 public:
  explicit Crypto(const Keyring& keys);

  /// Returns the live index keys, newest first; new data is written under the first.
  const LockedVector<Indexsleutel>& index() const { return index_; }
  /// Returns the same keys, prepared to name persons in phase test.
  const LockedVector<Indexsleutel>& test_index() const { return test_index_; }
  /// Returns the live index key with that Indexsleutel::nummer(), or null when there is none.
  const Indexsleutel* index(std::uint32_t nummer) const;

  /// Returns the pseudonym of a person in the audit log under the newest audit key. It tells nothing of the pseudonym
  /// in the index.
  Pseudoniem audit_pseudoniem(const proto::Bsn& bsn) const;
  /// Returns the pseudonyms of a person under all live audit keys, newest first.
  std::vector<Pseudoniem> audit_pseudoniemen(const proto::Bsn& bsn) const;

  /// Returns the seal of registrations and other values of the index.
  const Zegel& zegel() const { return zegel_; }
  /// Returns the seal of audit records, whose keys are derived from the audit keys: those live as long as the records.
  const Zegel& audit_zegel() const { return audit_zegel_; }
  /// Returns the keys for the copy of the audit log, derived from the audit keys, newest first.
  const LockedVector<Kopiesleutel>& kopie() const { return kopie_; }

 private:
  LockedVector<Indexsleutel> index_;
  LockedVector<Indexsleutel> test_index_;
  LockedVector<Hmac> audit_;
  Zegel zegel_;
  Zegel audit_zegel_;
  LockedVector<Kopiesleutel> kopie_;
};

/// Makes a Crypto in the memory for keys (lock_key_memory()).
std::shared_ptr<const Crypto> make_crypto(const Keyring& keys);

}  // namespace vish::storage
