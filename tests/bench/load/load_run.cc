#include "load/load_run.h"

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/wait_traits.hpp>
#include <boost/asio/write.hpp>
#include <ctime>
#include <exception>
#include <functional>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <system_error>

#include "load/answer.h"
#include "load/questions.h"
#include "load/schedule.h"

namespace vish::load {

namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

// The concrete executor: no type erasure, which would cost the generator
// time that the server could use.
using Executor = asio::io_context::executor_type;
template <class T>
using Awaitable = asio::awaitable<T, Executor>;
constexpr asio::use_awaitable_t<Executor> kAwait{};
using TlsStream = asio::ssl::stream<asio::basic_stream_socket<asio::ip::tcp, Executor>>;
using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor>;
using AnswerBuffer = std::array<char, 65536>;

constexpr auto kLastAnswerWithin = std::chrono::seconds(10);

Clock::duration duration_of(double seconds) {
  return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
}

asio::ssl::context make_tls_context(const Options& options) {
  asio::ssl::context context(asio::ssl::context::tlsv13_client);
  context.use_certificate_chain_file(options.certificate.string());
  context.use_private_key_file(options.key.string(), asio::ssl::context::pem);
  context.load_verify_file(options.trusted.string());
  context.set_verify_mode(asio::ssl::verify_peer);
  context.set_verify_callback(asio::ssl::host_name_verification("127.0.0.1"));
  return context;
}

/// CPU time of all threads of a process so far, in seconds; 0: of this one.
double cpu_seconds(pid_t process) {
  clockid_t clock{};
  timespec time{};
  if (const int error = clock_getcpuclockid(process, &clock); error != 0) {
    throw std::system_error(error, std::generic_category(), "CPU time of the server");
  }
  clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

class LoadRun {
 public:
  explicit LoadRun(const Options& options)
      : options_(options), questions_(options.questions, options.path), tls_(make_tls_context(options)) {}

  Measurement run() {
    if (options_.rate > 0) {
      schedule_.emplace(Clock::now(), options_.rate, duration_of(options_.warm_up_seconds),
                        duration_of(options_.seconds));
    }
    for (unsigned i = 0; i < options_.connections; ++i) {
      ++open_;
      asio::co_spawn(io_, schedule_ ? ask_on_schedule() : ask_in_turn(),
                     [this](const std::exception_ptr& failure) { note_end(failure); });
    }
    asio::co_spawn(io_, measure(), [](const std::exception_ptr& failure) {
      if (failure) std::rethrow_exception(failure);
    });
    io_.run_for(duration_of(options_.warm_up_seconds + options_.seconds) + kLastAnswerWithin);
    if (open_ > 0) note_error("no answer in time", open_);
    if (schedule_ && schedule_->left() > 0) note_error("question that was never sent", schedule_->left());
    return measured_;
  }

 private:
  Awaitable<void> measure() {
    Timer timer(io_, duration_of(options_.warm_up_seconds));
    co_await timer.async_wait(kAwait);
    const auto begun = Clock::now();
    measured_.begun = std::chrono::duration<double>(begun.time_since_epoch()).count();
    const double server_before = server_cpu_seconds();
    const double own_before = cpu_seconds(0);
    measuring_ = true;
    timer.expires_after(duration_of(options_.seconds));
    co_await timer.async_wait(kAwait);
    measuring_ = false;
    stopping_ = true;
    measured_.seconds = std::chrono::duration<double>(Clock::now() - begun).count();
    measured_.server_cpu_seconds = server_cpu_seconds() - server_before;
    measured_.own_cpu_seconds = cpu_seconds(0) - own_before;
  }

  Awaitable<void> connect(TlsStream& stream) {
    co_await stream.next_layer().async_connect({asio::ip::address_v4::loopback(), options_.port}, kAwait);
    stream.next_layer().set_option(asio::ip::tcp::no_delay(true));
    co_await stream.async_handshake(asio::ssl::stream_base::client, kAwait);
  }

  Awaitable<void> ask_in_turn() {
    TlsStream stream(io_, tls_);
    co_await connect(stream);
    AnswerBuffer buffer;
    while (!stopping_) {
      const auto question = questions_.next();
      const auto begun = Clock::now();
      co_await asio::async_write(stream, asio::buffer(question.request), kAwait);
      const auto answer = co_await read_answer(stream, buffer);
      note_answer(answer, question, Clock::now() - begun, measuring_);
    }
  }

  /// Takes the next arrival when it is free, so what is due while all are busy
  /// waits in line, and its waiting counts. Goes on until the last is answered.
  Awaitable<void> ask_on_schedule() {
    TlsStream stream(io_, tls_);
    co_await connect(stream);
    AnswerBuffer buffer;
    Timer timer(io_);
    while (const auto arrival = schedule_->next()) {
      if (arrival->due > Clock::now()) {
        timer.expires_at(arrival->due);
        co_await timer.async_wait(kAwait);
      }
      const auto question = questions_.next();
      co_await asio::async_write(stream, asio::buffer(question.request), kAwait);
      const auto answer = co_await read_answer(stream, buffer);
      note_answer(answer, question, Clock::now() - arrival->due, arrival->measured);
    }
  }

  static Awaitable<Answer> read_answer(TlsStream& stream, AnswerBuffer& buffer) {
    std::size_t size = 0;
    while (size < buffer.size()) {
      size += co_await stream.async_read_some(asio::buffer(buffer) + size, kAwait);
      if (const auto answer = parse_answer({buffer.data(), size})) co_return *answer;
    }
    throw std::runtime_error("answer of more than " + std::to_string(buffer.size()) + " bytes");
  }

  void note_answer(const Answer& answer, const Question& question, Clock::duration took, bool measured) {
    if (answer.status != 200) {
      note_error("answer with status " + std::to_string(answer.status));
    } else if (answer.body.find(question.expected) == std::string_view::npos) {
      note_error("answer without what was expected");
    } else if (measured) {
      measured_.latencies.add(took);
    }
  }

  void note_end(const std::exception_ptr& failure) {
    --open_;
    try {
      if (failure) std::rethrow_exception(failure);
    } catch (const std::exception& error) {
      note_error(error.what());
    }
  }

  void note_error(const std::string& what, std::uint64_t times = 1) {
    if (measured_.errors == 0) measured_.first_error = what;
    measured_.errors += times;
  }

  double server_cpu_seconds() const {
    return std::transform_reduce(options_.servers.begin(), options_.servers.end(), 0.0, std::plus<>(), cpu_seconds);
  }

  const Options& options_;
  Questions questions_;
  asio::ssl::context tls_;
  Measurement measured_;
  std::optional<Schedule> schedule_;  // of an open loop
  unsigned open_ = 0;
  bool measuring_ = false;
  bool stopping_ = false;
  asio::io_context io_{1};  // last: it still holds connections when it is destroyed
};

}  // namespace

Measurement run_load(const Options& options) { return LoadRun(options).run(); }

}  // namespace vish::load
