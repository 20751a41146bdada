#pragma once

#include <atomic>
#include <cstdint>
#include <ctime>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "pki/openssl_ptr.h"

namespace vish::server {

/// Whose certificates are accepted at this moment: the CAs of one file, and
/// of each the newest revocation list that was found. A certificate is
/// refused when anyone in its chain is revoked, or has an issuer without a
/// list or with one whose next is overdue. Any thread.
class Trust {
 public:
  /// `authorities`: PEM, roots and the CAs below them that may issue.
  /// `lists`: see read_crls(). Throws std::runtime_error when a CA cannot be
  /// read. Nobody is accepted before refresh().
  Trust(const std::filesystem::path& authorities, std::filesystem::path lists);

  /// Reads the lists again. One that cannot be read, is not signed by a CA of
  /// the file, or is no later than the one in force changes nothing. Returns
  /// what an operator should know, in Dutch; the same each time until it is
  /// mended.
  std::vector<std::string> refresh(std::time_t now);

  /// Accepts from now on what `fresh` accepts, whose lists are read; of a CA
  /// that stays, the later of the two lists. `fresh` is used up.
  void take_over(Trust& fresh);

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
    std::optional<std::time_t> next_update;  ///< of its list in force; nothing: it has none
  };
  /// Of each CA, as of now.
  std::vector<Standing> authorities() const;

 private:
  struct Authority {
    X509Ptr certificate;
    CrlPtr list;  ///< in force; null: none
  };

  static std::vector<Authority> read_authorities(const std::filesystem::path& file);
  /// True when it came into force somewhere.
  bool take(X509_CRL& list, std::time_t now, std::vector<std::string>& notices);
  bool any_overdue_since_last(std::time_t now) const;
  StorePtr make_store() const;

  std::mutex refreshing_;        ///< before mutex_
  std::filesystem::path lists_;  ///< under refreshing_
  mutable std::mutex mutex_;
  std::vector<Authority> authorities_;
  StorePtr store_;
  std::time_t refreshed_ = 0;
  std::atomic<std::uint64_t> epoch_{1};
};

}  // namespace vish::server
