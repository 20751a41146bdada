#pragma once

#include <cstdint>
#include <ctime>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/core/openssl_ptr.h"

namespace vish::server {

using SharedCertificate = std::shared_ptr<X509>;
using SharedCrl = std::shared_ptr<X509_CRL>;

/// For whom a list can be used: nobody, certificates that name its
/// distribution point, or everyone.
enum class Coverage : std::uint8_t { none, named, all };

/// A CA that may issue, and its revocation lists in force: the newest of each
/// scope. OpenSSL takes for a certificate the newest that is for it. A value;
/// one thread.
class Authority {
 public:
  explicit Authority(SharedCertificate certificate);

  /// Its lists have to serve `below` too, a CA that it issued. Before any
  /// list is offered.
  void add_below(const SharedCertificate& below);

  enum class Answer : std::uint8_t {
    foreign,  ///< not a list of this CA
    known,    ///< in force already
    taken,    ///< in force from now on
    refused
  };
  struct Reply {
    Answer answer;
    std::string text;  ///< Dutch: why refused, or what is odd about one that was taken
  };
  /// Takes the list in force if OpenSSL can use it for someone below this CA
  /// and it is newer than the one that it replaces; an overdue one yields to
  /// any that holds and was not issued before it. The first of its scope may
  /// be overdue itself. `seen`: a file holds it now.
  Reply offer(const SharedCrl& list, std::time_t now, bool seen);

  /// Has none in force any more; returns those that were.
  std::vector<SharedCrl> drop_lists();

  /// No file holds any list of this CA, until one is offered as seen.
  void forget_seen();

  /// What is missing for everyone below it to be let in, or will be since no file holds a list, in Dutch.
  std::vector<std::string> shortcomings(std::time_t now) const;

  /// Until when its lists serve all that they have to; nothing: they do not.
  std::optional<std::time_t> covered_until(std::time_t now) const;

  /// A certificate it issues has to name a distribution point to be let in.
  std::optional<std::string> restriction(std::time_t now) const;

  bool has_expired(std::time_t now) const;
  std::string name() const;
  const SharedCertificate& certificate() const { return certificate_; }
  std::vector<SharedCrl> lists() const;

 private:
  /// A certificate whose revocation its lists have to tell of.
  struct Subject {
    SharedCertificate certificate;  ///< null: whatever it issues to a client
  };
  struct Held {
    SharedCrl list;
    std::string scope;
    std::vector<Coverage> coverage;  ///< of each of subjects_
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
  /// Its lists in force come from elsewhere than the files that are read.
  bool lives_on_memory() const;
  std::string memory_text(std::time_t now) const;
  std::string subject_text(std::size_t subject) const;

  SharedCertificate certificate_;
  std::vector<Subject> subjects_;
  std::vector<Held> held_;
};

}  // namespace vish::server
