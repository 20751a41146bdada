#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <utility>
#include <vector>

#include "server/http/parting.h"
#include "server/message/chunk_head.h"
#include "server/message/framing.h"
#include "server/message/message.h"
#include "server/message/parser.h"
#include "server/scheduling/deadlines.h"
#include "server/scheduling/pace.h"

namespace vish::server {

/// Reads the body of one request from a connection. It is used on the thread of the connection; the references must
/// outlive the object.
template <class Stream>
class StreamBody : public BodyReader {
 public:
  /// The time that the client may take.
  struct Terms {
    Clock::duration grace;               ///< the time that every body has
    std::uint64_t min_bytes_per_second;  ///< the demand after that, over the last ten seconds; 0 for none
    Clock::duration writing;             ///< the time for "100 Continue"
  };

  StreamBody(Stream& stream, boost::beast::flat_buffer& buffer, Parser& parser, Deadlines::Deadline& deadline,
             const Terms& terms)
      : stream_(stream),
        buffer_(buffer),
        parser_(parser),
        deadline_(deadline),
        terms_(terms),
        pace_(terms.min_bytes_per_second, terms.grace),
        whole_(terms.grace),
        waits_(expects_continue(parser.get())) {
    // The parser then goes on to the next chunk by itself.
    parser.eager(true);
  }

  Awaitable<Piece> read() override {
    at_hand_.reset();
    if (waits_) {
      waits_ = false;
      constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
      boost::system::error_code failed;
      deadline_.set(terms_.writing);
      co_await asio::async_write(stream_, asio::buffer(kContinue), asio::redirect_error(kUseAwaitable, failed));
      if (failed) co_return Piece{std::exchange(interrupted_, false) ? Outcome::interrupted : Outcome::broken, {}};
    }
    co_return co_await read_piece();
  }

  std::optional<std::string_view> at_hand() override {
    const auto length = parser_.content_length();
    if (waits_ || parser_.chunked() || !length || received_ > 0 || *length > buffer_.size()) return std::nullopt;
    at_hand_ = static_cast<std::size_t>(*length);
    return at_front().substr(0, *at_hand_);
  }

  std::optional<std::uint64_t> announced() const override {
    const auto length = parser_.content_length();
    if (!length) return std::nullopt;
    return *length;
  }

  void at_most(std::uint64_t bytes) override { parser_.allow(bytes); }

  void allow(std::chrono::seconds whole) override {
    whole_ = whole;
    started_ = Clock::now();
  }

  void interrupt() override {
    interrupted_ = true;
    deadline_.set(Clock::now());
  }

  /// Passes over a body that is at hand and was not read; true when the next request follows this body. The caller
  /// calls this once, at the end.
  bool skip() {
    const bool complete = !malformed_ && (parser_.is_done() || at_hand());
    buffer_.consume(at_hand_.value_or(0));
    return complete;
  }

  /// Throws away the bytes of this body that the client still sends. Returns how many bytes may follow it.
  Awaitable<std::uint64_t> drain(Patience& patience) {
    unwanted_ = true;
    parser_.allow(Parser::kNoLimit);
    auto outcome = malformed_ ? Outcome::malformed : Outcome::more;
    while (outcome == Outcome::more && received_ < kMostUnread && patience.lasts()) {
      const auto piece = co_await read_piece();
      outcome = piece.outcome;
      if (outcome == Outcome::more) co_await patience.let_others_go_first();
    }
    if (outcome == Outcome::malformed && !flooded_) co_return kMostUnread;
    co_return outcome == Outcome::malformed || outcome == Outcome::end ? kFewUnread : 0;
  }

 private:
  /// Reads one piece. http::async_read_some() is not used, because it reads on inside one call as long as chunks hold
  /// little.
  Awaitable<Piece> read_piece() {
    bytes_.resize(kPieceBytes);
    while (!parser_.is_done()) {
      if (const auto piece = parsed_piece()) co_return *piece;
      if (parser_.is_done()) break;
      if (std::exchange(interrupted_, false)) co_return Piece{Outcome::interrupted, {}};
      if (!unwanted_) set_deadline();
      boost::system::error_code failed;
      const auto room = std::min(kPieceBytes, buffer_.max_size() - buffer_.size());
      const auto begun = Clock::now();
      const std::size_t came =
          co_await stream_.async_read_some(buffer_.prepare(room), asio::redirect_error(kUseAwaitable, failed));
      buffer_.commit(came);
      pace_.came(came, Clock::now() - begun);
      if (failed && std::exchange(interrupted_, false)) co_return Piece{Outcome::interrupted, {}};
      if (failed) co_return Piece{failed == asio::error::operation_aborted ? Outcome::too_slow : Outcome::broken, {}};
    }
    co_return Piece{Outcome::end, {}};
  }

  /// Parses the bytes that were read; returns what came of them, if anything did.
  std::optional<Piece> parsed_piece() {
    const std::size_t length = parse();
    if (malformed_) return Piece{Outcome::malformed, {}};
    if (oversized_) return Piece{Outcome::too_large, {}};
    if (length == 0) return std::nullopt;
    return Piece{Outcome::more, {bytes_.data(), length}};
  }

  /// Parses the bytes that were read; returns the number of bytes of the body.
  std::size_t parse() {
    if (buffer_.size() == 0) return 0;
    auto& target = parser_.get().body();
    target = {bytes_.data(), bytes_.size(), true};
    boost::system::error_code failed;
    const std::size_t taken = parser_.put(buffer_.data(), failed);
    buffer_.consume(taken);
    const std::size_t length = bytes_.size() - target.size;
    received_ += length;
    overhead_ += taken - length;
    const bool starved = failed == http::error::need_more;
    oversized_ = failed == http::error::body_limit;
    if (taken > 0) chunk_head_.reset();
    flooded_ = overhead_ > max_chunk_overhead(received_) || (starved && buffer_.size() == buffer_.max_size());
    malformed_ = flooded_ || (failed && !starved && !oversized_ && failed != http::error::need_buffer) ||
                 (starved && parser_.chunked() && is_broken_chunk());
    return length;
  }

  /// Whether a chunk of which the parser wants more can never be whole.
  bool is_broken_chunk() {
    if (!chunk_head_) chunk_head_.emplace(received_ == 0);
    return !chunk_head_->may_go_on(at_front());
  }

  std::string_view at_front() const { return {static_cast<const char*>(buffer_.data().data()), buffer_.size()}; }

  void set_deadline() {
    const auto left = started_ + whole_ - Clock::now();
    deadline_.set(std::min<Clock::duration>(left, pace_.patience()));
  }

  Stream& stream_;
  boost::beast::flat_buffer& buffer_;
  Parser& parser_;
  Deadlines::Deadline& deadline_;
  Terms terms_;
  Pace pace_;
  Clock::duration whole_;
  Clock::time_point started_ = Clock::now();
  std::uint64_t received_ = 0;
  std::uint64_t overhead_ = 0;  ///< bytes of chunks beside their contents
  bool waits_ = false;
  bool interrupted_ = false;
  bool unwanted_ = false;                ///< further bytes are thrown away
  bool malformed_ = false;               ///< nothing further can be read
  bool oversized_ = false;               ///< the next chunk goes beyond what is allowed
  bool flooded_ = false;                 ///< malformed because of too many bytes beside the contents
  std::optional<std::size_t> at_hand_;   ///< the bytes at the front of the buffer that are the whole body
  std::optional<ChunkHead> chunk_head_;  ///< of the chunk at the front of the buffer, which the parser waits for
  std::vector<char> bytes_;              ///< the bytes of one piece

  static constexpr std::size_t kPieceBytes = std::size_t{16} << 10U;  // as large as a TLS record
};

}  // namespace vish::server
