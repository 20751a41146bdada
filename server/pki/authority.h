#pragma once

#include <cstdint>
#include <ctime>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/core/openssl_ptr.h"

namespace vish::server {

/// A certificate that several parts share.
using SharedCertificate = std::shared_ptr<X509>;
/// A revocation list that several parts share.
using SharedCrl = std::shared_ptr<X509_CRL>;

/// Tells for which certificates a list can be used: none, those that name its distribution point, or all.
enum class Coverage : std::uint8_t { none, named, all };

/// A CA that may issue, with its revocation lists in force: the newest of each scope. OpenSSL uses the newest list that
/// is for a certificate. It is a value, which one thread at a time may use.
class Authority {
 public:
  explicit Authority(SharedCertificate certificate);

  /// Adds a CA that this CA issued, which the lists must then cover too. The caller calls this before it offers a list.
  void add_below(const SharedCertificate& below);

  /// The outcome of an offer of a list.
  enum class Answer : std::uint8_t {
    foreign,  ///< not a list of this CA
    known,    ///< in force already
    taken,    ///< in force from now on
    refused
  };
  /// The answer to an offer, with its reason.
  struct Reply {
    Answer answer;
    std::string text;  ///< Dutch: why the list was refused, or what is odd about a list that was taken
  };
  /// Puts a list in force if OpenSSL can use it for a certificate below this CA and the list is newer than the one that
  /// it replaces. A list replaces an overdue one also when it was not issued before it. The first list of its scope may
  /// itself be overdue. `seen` tells that a file holds the list now.
  Reply offer(const SharedCrl& list, std::time_t now, bool seen);

  /// Takes all lists out of force, and returns them.
  std::vector<SharedCrl> drop_lists();

  /// Notes that no file holds a list of this CA, until one is offered as `seen`.
  void forget_seen();

  /// Returns, in Dutch, what is missing before every certificate below this CA can be let in, or will be missing
  /// because no file holds a list.
  std::vector<std::string> shortcomings(std::time_t now) const;

  /// Returns until when the lists cover every certificate that they must cover; nothing when they do not.
  std::optional<std::time_t> covered_until(std::time_t now) const;

  /// Says, in Dutch, that a certificate must name a distribution point to be let in; nothing when it need not.
  std::optional<std::string> restriction(std::time_t now) const;

  bool has_expired(std::time_t now) const;
  std::string name() const;
  const SharedCertificate& certificate() const { return certificate_; }
  std::vector<SharedCrl> lists() const;

 private:
  /// A certificate that the lists must cover.
  struct Subject {
    SharedCertificate certificate;  ///< null stands for all certificates that the CA issues to clients
  };
  /// A list in force.
  struct Held {
    SharedCrl list;
    std::string scope;
    std::vector<Coverage> coverage;  ///< for each of subjects_
    bool seen;
  };

  Coverage coverage_of(X509_CRL& list, const Subject& subject) const;
  bool has_below() const;
  bool is_required(std::size_t subject, std::time_t now) const;
  Held* in_force(const std::string& scope);
  bool has_one_since(const X509_CRL& list) const;
  Reply take(Held fresh, std::time_t now);
  bool is_needless(const Held& old, std::time_t now) const;
  void drop_needless(std::time_t now);
  std::optional<std::time_t> covered_until(std::size_t subject, std::time_t now) const;
  std::optional<std::string> shortcoming(std::size_t subject, std::time_t now) const;
  std::string overdue_text(std::size_t subject, std::time_t now) const;
  std::optional<std::string> lag(std::size_t subject, std::time_t now, std::time_t until) const;
  /// Whether it has lists in force and no file holds any of these lists now.
  bool lives_on_memory() const;
  std::string memory_text(std::time_t now) const;
  std::string subject_text(std::size_t subject) const;

  SharedCertificate certificate_;
  std::vector<Subject> subjects_;
  std::vector<Held> held_;
};

}  // namespace vish::server
