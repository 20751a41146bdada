#pragma once

#include <cstdint>
#include <string>

#include "server/scheduling/asio.h"
#include "server/scheduling/deadlines.h"
#include "server/scheduling/worker.h"
#include "server/tls/tls_stream.h"

namespace vish::server {

// A connection that is closed while bytes come in is reset, and the reset destroys an answer that the client has not
// read. After an answer that did not wait for the whole request the server therefore ends its own sending, and lets the
// client finish within bounds.

/// The most bytes that the server still reads from an honest client, and from a client that already sent more than any
/// client needs.
constexpr std::uint64_t kMostUnread = std::uint64_t{512} << 20U;
constexpr std::uint64_t kFewUnread = std::uint64_t{2} << 20U;

/// Decides how long a client may take to finish: a stranger half a minute with at most five seconds of silence; a
/// party, which has a place of its own and perhaps a slow line, five minutes with at most ten; and everyone half a
/// second when the worker drains.
class Patience {
 public:
  /// `party` is the party of a client with a certificate: each read but the first waits for a lesser turn of that
  /// party. Null stands for a stranger, of whom few may finish at once.
  Patience(Deadlines::Deadline& deadline, Worker& worker, const std::string* party);

  /// Sets the deadline of one more read; false when the time is up.
  bool lasts();
  /// Waits for a turn between two reads.
  Awaitable<void> let_others_go_first();

 private:
  Deadlines::Deadline& deadline_;
  Worker& worker_;
  const std::string* party_;
  std::chrono::seconds silence_;
  Clock::time_point end_;
  bool in_haste_ = false;
};

/// Ends the sending. Over TLS a close_notify goes first, which takes part of the deadline.
Awaitable<void> say_goodbye(PlainStream& stream);
Awaitable<void> say_goodbye(TlsStream& stream);

/// Throws away at most `most` incoming bytes, until the client ends. Under TLS nothing is decrypted.
Awaitable<void> throw_away(PlainStream& socket, Patience& patience, std::uint64_t most);

}  // namespace vish::server
