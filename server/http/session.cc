#include "server/http/session.h"

#include <boost/asio/post.hpp>
#include <ctime>
#include <optional>
#include <utility>

#include "server/http/admission.h"
#include "server/http/body.h"
#include "server/http/opening.h"
#include "server/http/parting.h"
#include "server/http/reading.h"
#include "server/http/request_head.h"
#include "server/http/wire.h"

namespace vish::server {
namespace {

/// A connection that is silent for so long rests.
constexpr std::chrono::seconds kLively{2};
/// For a last request on a connection that is idle when the server stops, or
/// was made just then: it is answered, instead of cut off on its way.
constexpr std::chrono::milliseconds kFarewell{500};
/// For an answer that is on its way then.
constexpr std::chrono::seconds kLastAnswer{5};
/// For the close_notify of TLS.
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
      // A client that sends many requests at once has one answered before others have their turn.
      if (more && buffer_.size() > 0) co_await asio::post(stream_.get_executor(), kUseAwaitable);
    }
    if (is_abused(stream_)) service_->turned_away({Turned::Reason::empty, {}});
    if (!parted_) co_await part();
  }

 private:
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

  /// Plain HTTP asks nobody who he is.
  bool is_anonymous() const { return service_->certificate_needed && !caller_.certificate; }

  /// From the handshake to a place of its own; false when there is none.
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

  /// Another takes the place of this connection.
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

  Awaitable<void> part() {
    parted_ = true;
    out_ = {};
    deadline_.set_anyway(kGoodbye);
    co_await say_goodbye(stream_);
  }

  Patience patience() { return {deadline_, worker_, caller_.certificate ? &who_ : nullptr}; }

  /// Of a client that may still be sending, and did not read the last answer yet.
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

  /// The same where the head was too large for its end to be found.
  Awaitable<void> let_finish_head() {
    set_idle(true);
    Patience patience = this->patience();
    bool whole = parser_->is_header_done();
    if (!whole) whole = co_await pass_over_head(stream_, buffer_, patience);
    if (whole) co_await throw_away(socket_of(stream_), patience, kMostUnread);
  }

  /// One request and its answer; false when the connection ends.
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
    const auto refusal = failed ? head_failure(failed) : read_request(parser.get(), request);
    if (refusal) {
      co_await refuse(*refusal);
      co_return false;
    }
    request.caller = &caller_;
    co_return co_await answer(parser, request);
  }

  /// Answers a head that is refused. The rest of the request is not looked for.
  Awaitable<void> refuse(const proto::Problem& problem) {
    const Trace none;
    const auto response = problem_response(problem);
    service_->answered({nullptr, response.status, {}});
    parser_->get().clear();
    out_ = to_wire(response, none, std::nullopt, true);
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
    const bool keep = parser.get().keep_alive() && whole && !is_anonymous() && !worker_.draining();
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

  /// Waits for the first bytes, unless the client sent them already.
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

  /// Some bytes; a connection that is silent for long rests meanwhile. When the
  /// worker drains the deadline that was set then stands.
  Awaitable<boost::system::error_code> read_before(Clock::time_point end) {
    if (!worker_.draining()) deadline_.set(std::min<Clock::time_point>(end, Clock::now() + kLively));
    const auto failed = co_await read_some(stream_, buffer_);
    const bool goes_on = failed == asio::error::operation_aborted && !worker_.draining() && Clock::now() < end;
    if (!goes_on) co_return failed;
    deadline_.set(end);
    co_return co_await rest();
  }

  /// Waits on without the memory that reading and writing take: most
  /// connections are silent most of the time.
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

  /// The part of the answer that the socket did not take at once.
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
  std::optional<Parser> parser_;  ///< of the request at hand
  std::string out_;               ///< the answer on its way
  bool idle_ = false;
  std::string who_ = entry_.origin;  ///< as whom it counts: its address, or its party once that is known
  /// A client that had a question answered is answered before others the next
  /// time, so that refusals without end, or whatever else is asked, delay none.
  bool is_urgent_ = true;
  /// Why another would take the place that this has now.
  Turned::Reason full_ = service_->certificate_needed ? Turned::Reason::handshakes : Turned::Reason::full;
  bool parted_ = false;  ///< nothing more is sent
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
