#include "http/session.h"

#include <ctime>
#include <optional>
#include <utility>

#include "http/admission.h"
#include "http/body.h"
#include "http/wire.h"

namespace vish::server {
namespace {

constexpr std::size_t kMaxHeaderBytes = std::size_t{16} << 10U;
/// What is still read of a refused body, so that the client sees the answer.
constexpr std::uint64_t kMaxDrainedBytes = std::uint64_t{64} << 20U;
/// A connection that is silent for so long rests.
constexpr std::chrono::seconds kLively{2};
/// For a last request on a connection that is idle when the server stops, or
/// was made just then: it is answered, instead of cut off on its way.
constexpr std::chrono::milliseconds kFarewell{500};
/// For the close_notify of TLS.
constexpr std::chrono::seconds kGoodbye{1};

PlainStream& socket_of(PlainStream& stream) { return stream; }
PlainStream& socket_of(TlsStream& stream) { return stream.next_layer(); }

Response head_failure(const boost::system::error_code& failed) {
  if (failed == asio::error::operation_aborted) {
    return problem_response({proto::Foutcode::verzoekTijdOverschreden, "Het verzoek kwam niet binnen de tijd binnen."});
  }
  if (failed == http::error::header_limit) {
    return problem_response({proto::Foutcode::koptekstTeGroot, "De kopteksten mogen samen hoogstens 16 KiB zijn."});
  }
  return problem_response({proto::Foutcode::ongeldigeInvoer, "Dit is geen geldig HTTP-verzoek."});
}

/// All headers of that name as one list (RFC 9110 section 5.3).
std::string joined(const http::fields& headers, boost::beast::string_view name) {
  std::string list;
  const auto [begin, end] = headers.equal_range(name);
  for (auto at = begin; at != end; ++at) {
    if (!list.empty()) list += ',';
    list.append(at->value().data(), at->value().size());
  }
  return list;
}

Awaitable<bool> shake_hands(TlsStream& stream, Turns& turns, Clock::time_point until) {
  using Handshake = TlsStream::Handshake;
  auto step = Handshake::wants_read;
  boost::system::error_code failed;
  while (step == Handshake::wants_read || step == Handshake::wants_write) {
    const auto what = step == Handshake::wants_read ? PlainStream::wait_read : PlainStream::wait_write;
    co_await stream.next_layer().async_wait(what, asio::redirect_error(kUseAwaitable, failed));
    if (failed) co_return false;
    co_await turns.next();
    if (Clock::now() >= until) co_return false;
    step = stream.shake_hands();
  }
  co_return step == Handshake::done;
}

// Overloads, since g++ 12 makes faulty code of a co_await in a branch that
// `if constexpr` leaves out.
Awaitable<bool> open(PlainStream&, Turns&, Admission&, Clock::time_point) { co_return true; }

Awaitable<bool> open(TlsStream& stream, Turns& turns, Admission& admission, Clock::time_point until) {
  admission.begin(stream);
  const bool done = co_await shake_hands(stream, turns, until);
  if (done) admission.complete(stream);
  co_return done;
}

Caller caller_of(PlainStream&) { return {}; }
std::string certificate_refusal(PlainStream&) { return ""; }
bool is_abused(PlainStream&) { return false; }
bool is_abused(TlsStream& stream) { return stream.is_abused(); }

Awaitable<void> close(PlainStream& stream) {
  boost::system::error_code ignored;
  stream.shutdown(PlainStream::shutdown_both, ignored);
  co_return;
}

Awaitable<void> close(TlsStream& stream) {
  boost::system::error_code ignored;
  co_await stream.async_shutdown(asio::redirect_error(kUseAwaitable, ignored));
}

std::size_t write_at_once(PlainStream&, const std::string&) { return 0; }
std::size_t write_at_once(TlsStream& stream, const std::string& bytes) { return stream.try_write(asio::buffer(bytes)); }

void give_back_memory(PlainStream&) {}
void give_back_memory(TlsStream& stream) { stream.rest(); }

template <class Stream>
class Session {
 public:
  Session(Stream stream, Worker& worker, std::shared_ptr<const Service> service, Entry entry)
      : stream_(std::move(stream)),
        worker_(worker),
        service_(std::move(service)),
        entry_(std::move(entry)),
        admission_(service_->trust),
        deadline_(worker.deadlines(), [this] { cancel(); }),
        guest_(
            worker,
            [this] {
              if (idle_) deadline_.set(kFarewell);
            },
            [this] { review(); }) {
    entry_.tether->end = [this] { make_way(); };
    if (entry_.tether->ended) make_way();
  }
  ~Session() { entry_.tether->end = nullptr; }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  Awaitable<void> run() {
    deadline_.set(limits().handdruk);
    const bool opened = co_await open(stream_, worker_.turns(), admission_, deadline_.at());
    if (!opened) co_return tell_of_handshake();
    caller_ = caller_of(stream_);
    bool more = move_in();
    while (more) {
      more = co_await serve_one();
      more = more && !worker_.draining();
    }
    if (is_abused(stream_)) service_->turned_away({Turned::Reason::empty, {}});
    deadline_.set(kGoodbye);
    co_await close(stream_);
  }

 private:
  void cancel() {
    boost::system::error_code ignored;
    socket_of(stream_).cancel(ignored);
  }

  void tell_of_handshake() {
    if (caller_.gone) return;
    auto refusal = certificate_refusal(stream_);
    const auto reason = is_abused(stream_) ? Turned::Reason::empty
                        : refusal.empty()  ? Turned::Reason::handshake
                                           : Turned::Reason::certificate;
    service_->turned_away({reason, std::move(refusal)});
  }

  /// Plain HTTP asks nobody who he is.
  bool is_anonymous() const { return service_->certificate_needed && !caller_.certificate; }

  /// From the handshake to a place of its own; false when there is none.
  bool move_in() {
    if (!service_->certificate_needed) return true;
    const auto party = caller_.oin ? caller_.oin->text() : caller_.fingerprint;
    auto seat = is_anonymous() ? entry_.room.anonymous.take(entry_.origin, entry_.cut_off)
                               : entry_.room.known.take(party, entry_.cut_off);
    full_ = is_anonymous() ? Turned::Reason::anonymous : Turned::Reason::full;
    if (!seat) service_->turned_away({full_, {}});
    entry_.seat = std::move(seat);
    return entry_.seat != nullptr;
  }

  /// Another takes the place of this connection.
  void make_way() {
    if (std::exchange(caller_.gone, true)) return;
    boost::system::error_code ignored;
    socket_of(stream_).shutdown(PlainStream::shutdown_both, ignored);
    service_->turned_away({full_, {}});
  }

  void set_idle(bool idle) {
    idle_ = idle;
    entry_.seat->set_idle(idle);
  }

  /// As they were when the request at hand came in.
  const Limieten& limits() const { return config_->limieten; }

  /// Ends the connection, whatever it is doing, when it would not be let in
  /// any more.
  void review() {
    if (caller_.gone || admission_.holds(stream_, std::time(nullptr))) return;
    caller_.gone = true;
    boost::system::error_code ignored;
    socket_of(stream_).shutdown(PlainStream::shutdown_both, ignored);
    service_->turned_away({Turned::Reason::revoked, {}});
  }

  /// One request and its answer; false when the connection ends.
  Awaitable<bool> serve_one() {
    const bool waiting = co_await wait_for_request();
    if (!waiting) co_return false;
    config_ = service_->instellingen->now();
    auto& parser = parser_.emplace();
    parser.header_limit(kMaxHeaderBytes);
    parser.body_limit(boost::none);
    deadline_.set(limits().verzoek);
    const auto failed = co_await read_head(parser);
    if (failed && is_disconnect(failed)) co_return false;
    Request request;
    if (!admission_.is_current()) review();
    if (caller_.gone) co_return false;
    const auto target = parser.get().target();
    if (failed || !parse_target({target.data(), target.size()}, request)) {
      // Named, since g++ 12 destroys an aggregate beside a co_await twice.
      const Trace none;
      out_ = to_wire(head_failure(failed), none, false, true);
      co_await write_from(0);
      co_return false;
    }
    request.method = parser.get().method();
    request.headers = &parser.get();
    request.caller = &caller_;
    request.trace = join_trace(joined(parser.get(), "traceparent"), joined(parser.get(), "tracestate"));
    co_return co_await answer(parser, request);
  }

  Awaitable<bool> answer(Parser& parser, Request& request) {
    const auto& limits = this->limits();
    deadline_.clear();
    StreamBody<Stream> body(stream_, buffer_, parser, deadline_, {limits.verzoek, limits.min_bytes_per_seconde});
    Response response;
    try {
      response = co_await service_->handle(request, body);
    } catch (const ConnectionLost&) {
      co_return false;
    }
    const bool keep = parser.get().keep_alive() && body.skip() && !is_anonymous() && !worker_.draining();
    const bool with_body = request.method != http::verb::head;
    out_ = to_wire(response, request.trace, keep, with_body);
    const std::size_t sent = write_at_once(stream_, out_);
    if (sent < out_.size()) {
      const bool written = co_await write_from(sent);
      if (!written) co_return false;
    }
    if (!keep && !body.unsent()) co_await drain(body);
    co_return keep;
  }

  /// Waits for the first bytes, unless the client sent them already.
  Awaitable<bool> wait_for_request() {
    if (buffer_.size() > 0) co_return true;
    const auto patience = is_anonymous() ? std::min(limits().inactief, limits().zonder_certificaat) : limits().inactief;
    set_idle(true);
    deadline_.set(worker_.draining() ? kFarewell : std::min<Clock::duration>(kLively, patience));
    auto failed = co_await read_some();
    if (failed == asio::error::operation_aborted && !worker_.draining() && patience > kLively) {
      deadline_.set(patience - kLively);
      failed = co_await rest();
    }
    set_idle(false);
    co_return !failed;
  }

  /// Waits on without the memory that reading and writing take: most
  /// connections are silent most of the time.
  Awaitable<boost::system::error_code> rest() {
    buffer_ = {};
    parser_.reset();
    out_ = {};
    give_back_memory(stream_);
    boost::system::error_code failed;
    co_await socket_of(stream_).async_wait(PlainStream::wait_read, asio::redirect_error(kUseAwaitable, failed));
    if (!failed) failed = co_await read_some();
    co_return failed;
  }

  /// Mostly all of it is there with the first bytes.
  Awaitable<boost::system::error_code> read_head(Parser& parser) {
    boost::system::error_code failed;
    while (true) {
      buffer_.consume(parser.put(buffer_.data(), failed));
      if (failed != http::error::need_more) break;
      failed = co_await read_some();
      if (failed) break;
    }
    co_return failed;
  }

  Awaitable<boost::system::error_code> read_some() {
    boost::system::error_code failed;
    const std::size_t length =
        co_await stream_.async_read_some(buffer_.prepare(kReadBytes), asio::redirect_error(kUseAwaitable, failed));
    buffer_.commit(length);
    co_return failed;
  }

  /// The part of the answer that the socket did not take at once.
  Awaitable<bool> write_from(std::size_t sent) {
    deadline_.set(limits().schrijf);
    boost::system::error_code failed;
    co_await asio::async_write(stream_, asio::buffer(out_) + sent, asio::redirect_error(kUseAwaitable, failed));
    deadline_.clear();
    co_return !failed;
  }

  Awaitable<void> drain(StreamBody<Stream>& body) {
    std::uint64_t drained = 0;
    while (drained < kMaxDrainedBytes) {
      const auto piece = co_await body.read();
      if (piece.outcome != BodyReader::Outcome::more) co_return;
      drained += piece.bytes.size();
    }
  }

  static bool is_disconnect(const boost::system::error_code& failed) {
    return failed == http::error::end_of_stream || failed == http::error::partial_message ||
           (failed.category() != http::make_error_code(http::error::end_of_stream).category() &&
            failed != asio::error::operation_aborted);
  }

  static constexpr std::size_t kReadBytes = std::size_t{16} << 10U;

  Stream stream_;
  Worker& worker_;
  std::shared_ptr<const Service> service_;
  std::shared_ptr<const Config> config_ = service_->instellingen->now();
  Entry entry_;
  Admission admission_;
  Deadlines::Deadline deadline_;
  Worker::Guest guest_;
  Caller caller_;
  boost::beast::flat_buffer buffer_;
  std::optional<Parser> parser_;  ///< of the request at hand
  std::string out_;               ///< the answer on its way
  bool idle_ = false;
  /// Why another would take the place that this has now.
  Turned::Reason full_ = service_->certificate_needed ? Turned::Reason::handshakes : Turned::Reason::full;
};

template <class Stream>
Awaitable<void> run(std::unique_ptr<Session<Stream>> session, std::shared_ptr<const Service> service) {
  try {
    co_await session->run();
  } catch (const std::exception& exception) {
    service->fault(exception.what());
  }
}

}  // namespace

Awaitable<void> serve(TlsStream stream, Worker& worker, const std::shared_ptr<const Service>& service, Entry entry) {
  return run(std::make_unique<Session<TlsStream>>(std::move(stream), worker, service, std::move(entry)), service);
}

Awaitable<void> serve(PlainStream stream, Worker& worker, const std::shared_ptr<const Service>& service, Entry entry) {
  return run(std::make_unique<Session<PlainStream>>(std::move(stream), worker, service, std::move(entry)), service);
}

}  // namespace vish::server
