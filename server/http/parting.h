#pragma once

#include <cstdint>
#include <string>

#include "server/http/asio.h"
#include "server/http/deadlines.h"
#include "server/http/worker.h"

namespace vish::server {

// A connection that is closed while bytes come in is reset, and that takes
// away an answer that its client has not read yet. So after an answer that did
// not wait for the whole request the server ends what it sends, and lets the
// client finish, within bounds.

/// What is still read of an honest client, and of one that already sent more
/// than any client needs.
constexpr std::uint64_t kMostUnread = std::uint64_t{512} << 20U;
constexpr std::uint64_t kFewUnread = std::uint64_t{2} << 20U;

/// How long a client is let finish: half a minute and five seconds of silence, a
/// party (it has a place of its own, and perhaps a slow line) five minutes and ten
/// seconds, and all half a second when the worker drains.
class Patience {
 public:
  /// `party`: of one with a certificate; every read but the first is a lesser
  /// turn of it. Null: of a stranger, of whom few are let finish at once.
  Patience(Deadlines::Deadline& deadline, Worker& worker, const std::string* party);

  /// Sets the deadline of one more read; false when it has lasted long enough.
  bool lasts();
  /// Between two reads.
  Awaitable<void> let_others_go_first();

 private:
  Deadlines::Deadline& deadline_;
  Worker& worker_;
  const std::string* party_;
  std::chrono::seconds silence_;
  Clock::time_point end_;
  bool in_haste_ = false;
};

/// Over TLS a close_notify, which takes part of the deadline; then the end of
/// what is sent.
Awaitable<void> say_goodbye(PlainStream& stream);
Awaitable<void> say_goodbye(TlsStream& stream);

/// Throws away what comes in, at most `most` bytes, until the client ends.
/// Under TLS nothing is deciphered.
Awaitable<void> throw_away(PlainStream& socket, Patience& patience, std::uint64_t most);

}  // namespace vish::server
