#pragma once

#include <atomic>
#include <cstdint>
#include <ctime>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/core/openssl_ptr.h"
#include "server/pki/authorities.h"

namespace vish::server {

/// Decides whose certificates are accepted now, by the CAs of one file with their revocation lists in force. A
/// certificate is refused when a certificate in its chain is revoked, or has an issuer without a list for it or with
/// only an overdue one. Any thread may use it.
class Trust {
 public:
  /// The places of the files.
  struct Files {
    std::filesystem::path authorities;  ///< roots and the CAs below them that may issue, in PEM
    std::filesystem::path lists;        ///< see read_crls()
    std::filesystem::path saved;        ///< see SavedLists; empty for none
  };

  /// Reads the CAs. Throws std::runtime_error when a CA cannot be read. No certificate is accepted before refresh().
  explicit Trust(Files files);

  /// Reads the lists again, the first time the saved lists too. A list that Authority::offer() refuses changes nothing.
  /// Returns what an operator should know, in Dutch; the same each time until it is mended.
  std::vector<std::string> refresh(std::time_t now);

  /// Saves the lists in force if they changed since the last time. Returns, in Dutch, why saving failed; empty for
  /// success.
  std::string save();

  /// Replaces the CAs by those of `fresh`, whose lists must have been read and which is consumed. A CA that stays keeps
  /// its lists in force unless `fresh` has newer ones. Returns what is odd about the new lists, in Dutch.
  std::vector<std::string> take_over(Trust& fresh, std::time_t now);

  /// Returns what an operator should know although it is no obstacle: see Authorities::remarks().
  std::vector<std::string> remarks(std::time_t now) const;
  /// See Authorities::lacks_lists().
  bool lacks_lists(std::time_t now) const;
  /// The findings on the lists in a file, one Dutch sentence each.
  struct ListFindings {
    std::vector<std::string> mistakes;  ///< why lists would not come into force; none when all would or already are
    std::vector<std::string> remarks;   ///< which CAs they revoke
  };
  /// Looks at the lists in a file. Changes nothing.
  ListFindings findings_in(const std::filesystem::path& file, std::time_t now) const;
  /// See Authorities::revocations().
  std::vector<Revocation> revocations(const std::vector<X509*>& chain, std::time_t now) const;

  /// Returns a number that changes when an earlier acceptance may no longer hold; the expiry of a certificate does not
  /// change it.
  std::uint64_t epoch() const { return epoch_.load(std::memory_order_acquire); }

  /// Returns the store against which a certificate is verified now.
  StorePtr store() const;

  /// Verifies a certificate; returns X509_V_OK, or the reason of OpenSSL. `chain` may be null.
  int verify(X509& certificate, STACK_OF(X509) * chain) const;

  /// A CA and how long it holds.
  struct CaStatus {
    std::string name;
    std::time_t not_after;  ///< the end of its certificate
    /// until when its lists cover all certificates that they must cover; absent when they do not
    std::optional<std::time_t> next_update;
  };
  /// Returns each CA as it is now.
  std::vector<CaStatus> authorities() const;
  std::vector<SharedCertificate> certificates() const;

 private:
  Authorities current() const;
  void put_in_force(Authorities authorities, bool changed);

  std::mutex refreshing_;  ///< locked before mutex_
  Files files_;            ///< guarded by refreshing_
  std::time_t refreshed_ = 0;
  bool is_saved_ = false;
  std::vector<std::string> revoked_;  ///< which CAs the lists in force revoke, in Dutch; slow to find with long lists
  std::vector<SharedCrl> to_come_;    ///< saved lists that are not valid yet: the clock may still be set right
  mutable std::mutex mutex_;
  Authorities authorities_;
  StorePtr store_;
  std::atomic<std::uint64_t> epoch_{1};
};

}  // namespace vish::server
