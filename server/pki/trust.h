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

/// Whose certificates are accepted at this moment: the CAs of one file, and
/// of each the revocation lists in force. A certificate is refused when anyone
/// in its chain is revoked, or has an issuer without a list for it or with one
/// whose next is overdue. Any thread.
class Trust {
 public:
  /// Where the files are.
  struct Files {
    std::filesystem::path authorities;  ///< PEM, roots and the CAs below them that may issue
    std::filesystem::path lists;        ///< see read_crls()
    std::filesystem::path saved;        ///< see SavedLists; empty: none
  };

  /// Throws std::runtime_error when a CA cannot be read. Nobody is accepted
  /// before refresh().
  explicit Trust(Files files);

  /// Reads the lists again, the first time also those that were saved. One
  /// that Authority::offer() refuses changes nothing. Returns what an operator
  /// should know, in Dutch; the same each time until it is mended.
  std::vector<std::string> refresh(std::time_t now);

  /// Saves the lists in force, if they changed since they were. Returns why
  /// that failed, in Dutch; empty: it did not.
  std::string save();

  /// Accepts from now on what `fresh` accepts, whose lists are read; of a CA
  /// that stays the lists in force here go before. `fresh` is used up. Returns
  /// what is odd about the lists that came into force.
  std::vector<std::string> take_over(Trust& fresh, std::time_t now);

  /// What does not stand in the way, but an operator should know: see
  /// Authorities::remarks().
  std::vector<std::string> remarks(std::time_t now) const;
  /// See Authorities::lacks_lists().
  bool lacks_lists(std::time_t now) const;
  /// Why lists in that file would not come into force, each a Dutch sentence;
  /// none: they would, or are. Changes nothing.
  std::vector<std::string> mistakes_in(const std::filesystem::path& file, std::time_t now) const;

  /// Changes whenever an earlier acceptance may no longer hold, but for
  /// certificates that expire by themselves.
  std::uint64_t epoch() const { return epoch_.load(std::memory_order_acquire); }

  /// What to verify against now.
  StorePtr store() const;

  /// X509_V_OK, or the reason of OpenSSL. `chain` may be null.
  int verify(X509& certificate, STACK_OF(X509) * chain) const;

  struct Standing {
    std::string name;
    std::time_t not_after;                   ///< of its certificate
    std::optional<std::time_t> next_update;  ///< until when its lists serve; nothing: they do not
  };
  /// Of each CA, as of now.
  std::vector<Standing> authorities() const;
  std::vector<SharedCertificate> certificates() const;

 private:
  Authorities current() const;
  void put_in_force(Authorities authorities, bool changed);

  std::mutex refreshing_;  ///< before mutex_
  Files files_;            ///< under refreshing_
  std::time_t refreshed_ = 0;
  bool is_saved_ = false;
  std::vector<SharedCrl> to_come_;  ///< saved, and not valid yet by the clock: it may be set right
  mutable std::mutex mutex_;
  Authorities authorities_;
  StorePtr store_;
  std::atomic<std::uint64_t> epoch_{1};
};

}  // namespace vish::server
