#pragma once

#include <string>

#include "hmac.h"
#include "proto/bsn.h"
#include "storage/keyring.h"
#include "storage/vergelijking.h"
#include "zegel.h"

namespace vish::storage {

/// Everything that the keys are used for, prepared once.
class Crypto {
 public:
  explicit Crypto(const Keyring& keys);

  /// The person in the index: HMAC-SHA-256(index key, "bsn:" ‖ nine digits),
  /// cut to 128 bits (RFC 2104 section 5).
  Pseudoniem pseudoniem(const proto::Bsn& bsn) const;
  /// The person in the audit log; tells nothing of the one in the index.
  Pseudoniem audit_pseudoniem(const proto::Bsn& bsn) const;
  /// Tells whether two rows of one person say the same.
  std::uint64_t row_digest(const Pseudoniem& persoon, std::string_view row) const;
  /// Of two at once, in less time than one after the other.
  std::pair<Pseudoniem, Pseudoniem> pseudoniemen(const proto::Bsn& een, const proto::Bsn& ander) const;
  /// `een` and `ander` hold a row behind its person's pseudonym.
  std::pair<std::uint64_t, std::uint64_t> row_digests(std::string_view een, std::string_view ander) const;

  const Zegel& zegel() const { return zegel_; }
  /// Under keys derived from the audit keys, which live as long as the records.
  const Zegel& audit_zegel() const { return audit_zegel_; }

 private:
  Hmac index_;
  Hmac digest_;
  Hmac audit_;
  Zegel zegel_;
  Zegel audit_zegel_;
};

}  // namespace vish::storage
