#pragma once

#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "server/pki/authority.h"

namespace vish::server {

/// The CAs of one file with their lists in force. A value; one thread.
class Authorities {
 public:
  /// PEM, roots and the CAs below them that may issue. Throws
  /// std::runtime_error when one cannot be read, or there is none.
  explicit Authorities(const std::filesystem::path& file);

  using Notices = std::vector<std::string>;

  /// What the files hold now: see Authority::offer(). True when a list came
  /// into force. Adds to `notices` why one did not, or what is odd about it.
  bool offer_files(const std::vector<SharedCrl>& lists, std::time_t now, Notices& notices);
  /// The same for what was in force before; says nothing.
  bool offer_memory(const std::vector<SharedCrl>& lists, std::time_t now);
  /// What was in force for these CAs in `before` is so here too, and may yield
  /// to the lists here; adds to `notices` what is odd about that.
  void inherit(const Authorities& before, std::time_t now, Notices& notices);

  /// See Authority::shortcomings(), of each.
  Notices shortcomings(std::time_t now) const;
  /// What else an operator should know: CAs under which nobody comes in, and
  /// lists that are not for all.
  Notices remarks(std::time_t now) const;
  /// True when a CA could let parties in but for a list that serves whom it
  /// has to, overdue or not; or when no CA could.
  bool lacks_lists(std::time_t now) const;

  const std::vector<Authority>& all() const { return authorities_; }
  std::vector<SharedCrl> lists() const;
  std::vector<SharedCertificate> certificates() const;

 private:
  bool offer(const SharedCrl& list, std::time_t now, bool seen, Notices& notices);
  std::vector<int> errors(const Authority& authority, std::time_t now) const;

  std::vector<Authority> authorities_;
};

}  // namespace vish::server
