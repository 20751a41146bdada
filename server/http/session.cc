#include "server/http/session.h"

#include <boost/asio/post.hpp>
#include <ctime>
#include <optional>
#include <type_traits>
#include <utility>

#include "server/http/admission.h"
#include "server/http/body.h"
#include "server/http/opening.h"
#include "server/http/parting.h"
#include "server/http/reading.h"
#include "server/message/request_head.h"
#include "server/message/wire.h"

namespace vish::server {
namespace {

/// A connection that is silent for this long rests.
constexpr std::chrono::seconds kLively{2};
/// The time for a last request on a connection that is idle or new when the server stops: the request is answered
/// instead of cut off.
constexpr std::chrono::milliseconds kFarewell{500};
/// The time for an answer in progress when the server stops.
constexpr std::chrono::seconds kLastAnswer{5};
/// The time for the close_notify of TLS.
constexpr std::chrono::seconds kGoodbye{1};

PlainStream& socket_of(PlainStream& stream) { return stream; }
PlainStream& socket_of(TlsStream& stream) { return stream.next_layer(); }

bool is_abused(PlainStream&) { return false; }
bool is_abused(TlsStream& stream) { return stream.is_abused(); }

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
    const auto failed =
        co_await open(stream_, worker_.handshakes(), entry_.origin, admission_, *entry_.place, deadline_.at());
    if (caller_.gone) co_return;
    if (failed) {
      tell_of_handshake();
      co_await part();
      if (failed != asio::error::operation_aborted && !is_abused(stream_)) co_await let_finish();
      co_return;
    }
    caller_ = caller_of(stream_);
    bool more = move_in();
    while (more) {
      more = co_await serve_one();
      more = more && !worker_.draining();
      // Other connections have their turn after each answer to a client that sends many requests at once.
      if (more && buffer_.size() > 0) co_await asio::post(stream_.get_executor(), kUseAwaitable);
    }
    if (is_abused(stream_)) service_->turned_away({Turned::Reason::empty, {}});
    if (!parted_) co_await part();
  }

 private:
  static constexpr bool kSecure = std::is_same_v<Stream, TlsStream>;

  void cancel() {
    boost::system::error_code ignored;
    socket_of(stream_).cancel(ignored);
  }

  void tell_of_handshake() {
    auto refusal = certificate_refusal(stream_);
    const auto reason = is_abused(stream_) ? Turned::Reason::empty
                        : refusal.empty()  ? Turned::Reason::handshake
                                           : Turned::Reason::certificate;
    service_->turned_away({reason, std::move(refusal)});
  }

  /// Whether the client is anonymous; over plain HTTP none is.
  bool is_anonymous() const { return service_->certificate_needed && !caller_.certificate; }

  /// Moves from the place of the handshake to a place of its own; false when there is none.
  bool move_in() {
    if (!service_->certificate_needed) return true;
    if (!is_anonymous()) who_ = caller_.oin ? caller_.oin->text() : caller_.fingerprint;
    auto& places = is_anonymous() ? entry_.room.anonymous : entry_.room.known;
    auto place = places.take(who_, entry_.cut_off);
    full_ = is_anonymous() ? Turned::Reason::anonymous : Turned::Reason::full;
    if (!place) service_->turned_away({full_, {}});
    entry_.place = std::move(place);
    return entry_.place != nullptr;
  }

  /// Ends the connection because another client takes its place.
  void make_way() {
    if (std::exchange(caller_.gone, true)) return;
    boost::system::error_code ignored;
    socket_of(stream_).shutdown(PlainStream::shutdown_both, ignored);
    service_->turned_away({full_, {}});
  }

  void set_idle(bool idle) {
    idle_ = idle;
    if (entry_.place) entry_.place->set_idle(idle);
  }

  /// Returns the limits at the time when the present request came in.
  const Limieten& limits() const { return config_->limieten; }

  /// Ends the connection, whatever it is doing, when the client would no longer be let in.
  void review() {
    if (caller_.gone || admission_.holds(stream_, std::time(nullptr))) return;
    caller_.gone = true;
    boost::system::error_code ignored;
    socket_of(stream_).shutdown(PlainStream::shutdown_both, ignored);
    service_->turned_away({Turned::Reason::revoked, {}});
  }

  Awaitable<void> part() {
    parted_ = true;
    out_ = {};
    deadline_.set_anyway(kGoodbye);
    co_await say_goodbye(stream_);
  }

  Patience patience() { return {deadline_, worker_, caller_.certificate ? &who_ : nullptr}; }

  /// Lets a client finish that may still be sending and has not read the last answer.
  Awaitable<void> let_finish() {
    set_idle(true);
    Patience patience = this->patience();
    co_await throw_away(socket_of(stream_), patience, kMostUnread);
  }

  Awaitable<void> let_finish(StreamBody<Stream>& body) {
    co_await part();
    set_idle(true);
    Patience patience = this->patience();
    const auto most = co_await body.drain(patience);
    co_await throw_away(socket_of(stream_), patience, most);
  }

  /// Lets a client finish whose head was too large for its end to be found.
  Awaitable<void> let_finish_head() {
    set_idle(true);
    Patience patience = this->patience();
    bool whole = parser_->is_header_done();
    if (!whole) whole = co_await pass_over_head(stream_, buffer_, patience);
    if (whole) co_await throw_away(socket_of(stream_), patience, kMostUnread);
  }

  /// Serves one request; false when the connection ends.
  Awaitable<bool> serve_one() {
    const bool waiting = co_await wait_for_request();
    if (!waiting) co_return false;
    if (!is_urgent_) co_await worker_.lesser().next(who_);
    config_ = service_->instellingen->now();
    auto& parser = parser_.emplace();
    deadline_.set(limits().verzoek);
    const auto failed = co_await read_head(stream_, buffer_, parser);
    if (failed && is_disconnect(failed)) co_return false;
    Request request;
    if (!admission_.is_current()) review();
    if (caller_.gone) co_return false;
    const auto refusal = failed ? head_failure(failed) : read_request(parser.get(), kSecure, request);
    if (refusal) {
      co_await refuse(*refusal);
      co_return false;
    }
    request.caller = &caller_;
    co_return co_await answer(parser, request);
  }

  /// Whether the head, which may be unfinished, is of a request that is answered without a body.
  bool begins_with_head() {
    const bool is_read = !parser_->get().method_string().empty();
    return is_read ? parser_->get().method() == http::verb::head : to_view(buffer_).starts_with("HEAD ");
  }

  /// Answers a head that is refused, without looking at the rest of the request.
  Awaitable<void> refuse(const proto::Problem& problem) {
    const Trace none;
    const auto response = problem_response(problem);
    service_->answered({nullptr, response.status, {}});
    const bool with_body = !begins_with_head();
    parser_->get().clear();
    out_ = to_wire(response, none, std::nullopt, with_body);
    const bool written = co_await write_from(0);
    if (!written) co_return;
    co_await part();
    if (problem.code == proto::Foutcode::koptekstTeGroot) {
      co_await let_finish_head();
    } else {
      co_await let_finish();
    }
  }

  Awaitable<bool> answer(Parser& parser, Request& request) {
    const auto& limits = this->limits();
    deadline_.clear();
    StreamBody<Stream> body(stream_, buffer_, parser, deadline_,
                            {limits.verzoek, limits.min_bytes_per_seconde, limits.schrijf});
    Response response;
    try {
      response = co_await service_->handle(request, body);
    } catch (const ConnectionLost&) {
      co_return false;
    }
    const bool whole = body.skip();
    const bool keep = keeps_open(parser.get()) && whole && !is_anonymous() && !worker_.draining();
    const bool with_body = request.method != http::verb::head;
    is_urgent_ = request.method == http::verb::post && response.status == 200;
    parser.get().clear();
    out_ = to_wire(response, request.trace, keep ? std::optional(limits.inactief) : std::nullopt, with_body);
    const std::size_t sent = write_at_once(stream_, out_);
    if (sent < out_.size()) {
      const bool written = co_await write_from(sent);
      if (!written) co_return false;
    }
    response.held.reset();
    if (!keep && (!whole || buffer_.size() > 0)) co_await let_finish(body);
    co_return keep;
  }

  /// Waits for the first bytes of a request, unless the client sent them already.
  Awaitable<bool> wait_for_request() {
    if (!only_empty_lines(buffer_)) co_return true;
    const auto patience = is_anonymous() ? std::min(limits().inactief, limits().zonder_certificaat) : limits().inactief;
    const auto end = Clock::now() + patience;
    set_idle(true);
    if (worker_.draining()) deadline_.set(kFarewell);
    boost::system::error_code failed;
    while (!failed && only_empty_lines(buffer_)) failed = co_await read_before(end);
    set_idle(false);
    co_return !failed;
  }

  /// Reads some bytes; a connection that is silent for long rests meanwhile. When the worker drains, the deadline of
  /// the drain stays.
  Awaitable<boost::system::error_code> read_before(Clock::time_point end) {
    if (!worker_.draining()) deadline_.set(std::min<Clock::time_point>(end, Clock::now() + kLively));
    const auto failed = co_await read_some(stream_, buffer_);
    const bool goes_on = failed == asio::error::operation_aborted && !worker_.draining() && Clock::now() < end;
    if (!goes_on) co_return failed;
    deadline_.set(end);
    co_return co_await rest();
  }

  /// Waits without the memory for reading and writing, because most connections are silent most of the time.
  Awaitable<boost::system::error_code> rest() {
    buffer_.shrink_to_fit();
    parser_.reset();
    out_ = {};
    give_back_memory(stream_);
    boost::system::error_code failed;
    co_await socket_of(stream_).async_wait(PlainStream::wait_read, asio::redirect_error(kUseAwaitable, failed));
    if (!failed) failed = co_await read_some(stream_, buffer_);
    co_return failed;
  }

  /// Writes the part of the answer that the socket did not take at once.
  Awaitable<bool> write_from(std::size_t sent) {
    deadline_.set_anyway(worker_.draining() ? std::min(limits().schrijf, kLastAnswer) : limits().schrijf);
    boost::system::error_code failed;
    co_await asio::async_write(stream_, asio::buffer(out_) + sent, asio::redirect_error(kUseAwaitable, failed));
    deadline_.clear();
    co_return !failed;
  }

  Stream stream_;
  Worker& worker_;
  std::shared_ptr<const Service> service_;
  std::shared_ptr<const Config> config_ = service_->instellingen->now();
  Entry entry_;
  Admission admission_;
  Deadlines::Deadline deadline_;
  Worker::Guest guest_;
  Caller caller_;
  boost::beast::flat_buffer buffer_{kMaxBufferBytes};
  std::optional<Parser> parser_;  ///< for the present request
  std::string out_;               ///< the present answer
  bool idle_ = false;
  std::string who_ = entry_.origin;  ///< for the places: the address, or the party once it is known
  /// Whether the next request goes first. A client that had a question answered goes first, so that requests of other
  /// kinds, refusals included, never delay a question.
  bool is_urgent_ = true;
  /// The reason that is told when another client takes the present place.
  Turned::Reason full_ = service_->certificate_needed ? Turned::Reason::handshakes : Turned::Reason::full;
  bool parted_ = false;  ///< the server sends nothing more
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
