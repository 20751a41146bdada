#include "http/session.h"

#include <boost/beast/http/write.hpp>
#include <utility>

#include "http/body.h"
#include "http/wire.h"

namespace vish::server {
namespace {

constexpr std::size_t kMaxHeaderBytes = std::size_t{16} << 10U;
/// What is still read of a refused body, so that the client sees the answer.
constexpr std::uint64_t kMaxDrainedBytes = std::uint64_t{64} << 20U;
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
std::string tracestate_of(const http::fields& headers) {
  std::string list;
  const auto [begin, end] = headers.equal_range("tracestate");
  for (auto at = begin; at != end; ++at) {
    if (!list.empty()) list += ',';
    list.append(at->value().data(), at->value().size());
  }
  return list;
}

// Overloads, since g++ 12 makes faulty code of a co_await in a branch that
// `if constexpr` leaves out.
Awaitable<bool> open(PlainStream&, Caller&) { co_return true; }

Awaitable<bool> open(TlsStream& stream, Caller& caller) {
  boost::system::error_code failed;
  co_await stream.async_handshake(asio::ssl::stream_base::server, asio::redirect_error(kUseAwaitable, failed));
  if (!failed) caller = caller_of(stream);
  co_return !failed;
}

Awaitable<void> close(PlainStream& stream) {
  boost::system::error_code ignored;
  stream.shutdown(PlainStream::shutdown_both, ignored);
  co_return;
}

Awaitable<void> close(TlsStream& stream) {
  boost::system::error_code ignored;
  co_await stream.async_shutdown(asio::redirect_error(kUseAwaitable, ignored));
}

template <class Stream>
class Session {
 public:
  Session(Stream stream, Worker& worker, std::shared_ptr<const Service> service)
      : stream_(std::move(stream)),
        worker_(worker),
        service_(std::move(service)),
        deadline_(worker.deadlines(), [this] { cancel(); }),
        guest_(worker, [this] {
          if (idle_) cancel();
        }) {}

  Awaitable<void> run() {
    deadline_.set(service_->limits.handdruk);
    const bool opened = co_await open(stream_, caller_);
    if (!opened) co_return;
    bool more = true;
    while (more && !worker_.draining()) more = co_await serve_one();
    deadline_.set(kGoodbye);
    co_await close(stream_);
  }

 private:
  void cancel() {
    boost::system::error_code ignored;
    socket_of(stream_).cancel(ignored);
  }

  /// One request and its answer; false when the connection ends.
  Awaitable<bool> serve_one() {
    Parser parser;
    parser.header_limit(kMaxHeaderBytes);
    parser.body_limit(boost::none);
    const bool waiting = co_await wait_for_request();
    if (!waiting) co_return false;
    boost::system::error_code failed;
    deadline_.set(service_->limits.verzoek);
    co_await http::async_read_header(stream_, buffer_, parser, asio::redirect_error(kUseAwaitable, failed));
    if (failed && is_disconnect(failed)) co_return false;
    Request request;
    const auto target = parser.get().target();
    if (failed || !parse_target({target.data(), target.size()}, request)) {
      // Named, since g++ 12 destroys an aggregate beside a co_await twice.
      const Response failure = head_failure(failed);
      const Trace none;
      co_await write(failure, none, false, true);
      co_return false;
    }
    co_return co_await answer(parser, request);
  }

  Awaitable<bool> answer(Parser& parser, Request& request) {
    const auto& limits = service_->limits;
    request.method = parser.get().method();
    request.headers = &parser.get();
    request.caller = &caller_;
    const auto parent = parser.get()["traceparent"];
    request.trace = join_trace({parent.data(), parent.size()}, tracestate_of(parser.get()));
    deadline_.clear();
    StreamBody<Stream> body(stream_, buffer_, parser, deadline_, {limits.verzoek, limits.min_bytes_per_seconde});
    Response response;
    try {
      response = co_await service_->handle(request, body);
    } catch (const ConnectionLost&) {
      co_return false;
    }
    const bool keep = parser.get().keep_alive() && body.complete() && !worker_.draining();
    const bool with_body = request.method != http::verb::head;
    const bool written = co_await write(response, request.trace, keep, with_body);
    if (!written) co_return false;
    if (!keep && !body.unsent()) co_await drain(body);
    co_return keep;
  }

  /// Waits for the first byte, unless the client sent it already.
  Awaitable<bool> wait_for_request() {
    if (buffer_.size() > 0) co_return true;
    idle_ = true;
    deadline_.set(service_->limits.inactief);
    boost::system::error_code failed;
    const std::size_t length =
        co_await stream_.async_read_some(buffer_.prepare(kReadBytes), asio::redirect_error(kUseAwaitable, failed));
    idle_ = false;
    buffer_.commit(length);
    co_return !failed;
  }

  Awaitable<bool> write(const Response& response, const Trace& trace, bool keep, bool with_body) {
    const std::string bytes = to_wire(response, trace, keep, with_body);
    deadline_.set(service_->limits.schrijf);
    boost::system::error_code failed;
    co_await asio::async_write(stream_, asio::buffer(bytes), asio::redirect_error(kUseAwaitable, failed));
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
  Deadlines::Deadline deadline_;
  Worker::Guest guest_;
  Caller caller_;
  boost::beast::flat_buffer buffer_;
  bool idle_ = false;
};

template <class Stream>
Awaitable<void> serve_on(Stream stream, Worker& worker, std::shared_ptr<const Service> service) {
  const auto session = std::make_unique<Session<Stream>>(std::move(stream), worker, service);
  try {
    co_await session->run();
  } catch (const std::exception& exception) {
    service->fault(exception.what());
  }
}

}  // namespace

Awaitable<void> serve(TlsStream stream, Worker& worker, std::shared_ptr<const Service> service) {
  return serve_on(std::move(stream), worker, std::move(service));
}

Awaitable<void> serve(PlainStream stream, Worker& worker, std::shared_ptr<const Service> service) {
  return serve_on(std::move(stream), worker, std::move(service));
}

}  // namespace vish::server
