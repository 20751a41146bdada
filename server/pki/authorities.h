#pragma once

#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "server/pki/authority.h"
#include "server/pki/revocation.h"

namespace vish::server {

/// The CAs of one file, each with its revocation lists in force. The object is a value; one thread at a time uses it.
class Authorities {
 public:
  /// Reads roots and the CAs below them that may issue, in PEM. Throws std::runtime_error when a CA cannot be read, or
  /// when the file has none.
  explicit Authorities(const std::filesystem::path& file);

  /// Texts for an operator, in Dutch.
  using Notices = std::vector<std::string>;

  /// Offers each CA the lists that the files hold now; see Authority::offer(). Returns whether a list came into force.
  /// Adds to `notices`, in Dutch, why a list did not, and what is odd about it.
  bool offer_files(const std::vector<SharedCrl>& lists, std::time_t now, Notices& notices);
  /// Offers each CA lists that were in force earlier. Returns whether a list came into force.
  bool offer_memory(const std::vector<SharedCrl>& lists, std::time_t now);
  /// Puts the lists in force in `before` in force here, for each CA that both have; the lists here may then replace
  /// them. Adds to `notices` what is odd about the lists here.
  void inherit(const Authorities& before, std::time_t now, Notices& notices);

  /// Returns the shortcomings of each CA; see Authority::shortcomings().
  Notices shortcomings(std::time_t now) const;
  /// Returns, in Dutch, which of the CAs these lists revoke, among those that have not expired.
  Notices revoked_by(const std::vector<SharedCrl>& lists, std::time_t now) const;
  /// Returns the revocations by lists in force; see revocations_in().
  std::vector<Revocation> revocations(const std::vector<X509*>& chain, std::time_t now) const;
  /// Returns what else an operator should know, in Dutch: CAs whose clients are all refused, and lists that are not for
  /// all certificates.
  Notices remarks(std::time_t now) const;
  /// Whether a CA would let parties in if it had a list for each certificate that it must cover, overdue lists
  /// included; or whether no CA could ever let a party in.
  bool lacks_lists(std::time_t now) const;

  const std::vector<Authority>& all() const { return authorities_; }
  std::vector<SharedCrl> lists() const;
  std::vector<SharedCertificate> certificates() const;

 private:
  bool offer(const SharedCrl& list, std::time_t now, bool seen, Notices& notices);
  Trusted trusted() const;
  std::vector<int> errors(const Authority& authority, std::time_t now) const;

  std::vector<Authority> authorities_;
};

}  // namespace vish::server
