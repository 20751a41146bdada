#include "server/http/listener.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <exception>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "base/core/os_errors.h"

namespace vish::server {

using asio::ip::tcp;

namespace {

std::string named(std::string_view name, const tcp::endpoint& endpoint) {
  std::ostringstream text;
  text << name << ": " << endpoint;
  return text.str();
}

/// Returns a function that ends the connection of a tether on the thread of the connection.
std::function<void()> cutter(const std::shared_ptr<Tether>& tether, const Executor& executor) {
  return [tether, executor] {
    asio::post(executor, [tether] {
      tether->ended = true;
      if (tether->end) tether->end();
    });
  };
}

}  // namespace

Listener::Listener(std::string_view name, const Luisteradres& address, std::optional<int> inherited,
                   std::shared_ptr<asio::ssl::context> tls, std::shared_ptr<const Service> service,
                   const Workers& workers, Room& room)
    : tls_(std::move(tls)),
      service_(std::move(service)),
      workers_(workers),
      room_(room),
      acceptor_(workers.front()->context()) {
  const tcp::endpoint endpoint(asio::ip::make_address(address.adres), address.poort);
  if (inherited) {
    take_over(*inherited, endpoint);
  } else {
    bind(name, endpoint);
  }
  port_ = acceptor_.local_endpoint().port();
}

void Listener::take_over(int socket, const tcp::endpoint& endpoint) {
  acceptor_.assign(endpoint.protocol(), socket);
  const auto actual = acceptor_.local_endpoint();
  const bool as_configured =
      actual.address() == endpoint.address() && (endpoint.port() == 0 || actual.port() == endpoint.port());
  if (as_configured) return;
  std::ostringstream text;
  text << "de geërfde socket luistert op " << actual << ", de instellingen noemen " << endpoint;
  throw std::runtime_error(text.str());
}

void Listener::bind(std::string_view name, const tcp::endpoint& endpoint) {
  boost::system::error_code failed;
  acceptor_.open(endpoint.protocol(), failed);
  if (!failed) acceptor_.set_option(tcp::acceptor::reuse_address(true), failed);
  if (!failed) acceptor_.bind(endpoint, failed);
  if (!failed) acceptor_.listen(asio::socket_base::max_listen_connections, failed);
  if (failed) throw std::runtime_error(named(name, endpoint) + " " + dutch_text(failed));
}

void Listener::start() {
  auto& context = workers_.front()->context();
  asio::co_spawn(context, accept(), [this, &context](const std::exception_ptr& failed) {
    // A program that no longer accepts connections is worse than one that ends, which systemd starts again.
    if (failed) std::rethrow_exception(failed);
    // This runs after the last connection was posted, perhaps to this very worker.
    asio::post(context, [this] { ended_.set_value(); });
  });
}

void Listener::stop() {
  asio::post(workers_.front()->context(), [this] {
    boost::system::error_code ignored;
    acceptor_.close(ignored);
  });
  ended_.get_future().wait();
}

Awaitable<void> Listener::accept() {
  constexpr std::chrono::milliseconds kPause{100};
  while (acceptor_.is_open()) {
    Worker& worker = *workers_.at(next_++ % workers_.size());
    PlainStream socket(worker.context());
    boost::system::error_code failed;
    tcp::endpoint from;
    co_await acceptor_.async_accept(socket, from, asio::redirect_error(kUseAwaitable, failed));
    if (!failed) {
      take(std::move(socket), from.address(), worker);
    } else if (acceptor_.is_open()) {
      asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor> pause(workers_.front()->context(), kPause);
      co_await pause.async_wait(asio::redirect_error(kUseAwaitable, failed));
    }
  }
}

void Listener::take(PlainStream socket, const asio::ip::address& from, Worker& worker) {
  const auto tls = tls_.load();
  auto executor = worker.context().get_executor();
  auto tether = std::make_shared<Tether>();
  Entry entry{room_, origin_of(from), tether, nullptr, cutter(tether, executor)};
  entry.place = (tls ? room_.entering : room_.anonymous).take(entry.origin, entry.cut_off);
  if (!entry.place) return service_->turned_away({tls ? Turned::Reason::handshakes : Turned::Reason::full, {}});
  boost::system::error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  asio::post(executor, [this, executor, tls, &worker, socket = std::move(socket), entry = std::move(entry)]() mutable {
    if (tls) {
      asio::co_spawn(executor,
                     serve(TlsStream(std::move(socket), tls->native_handle()), worker, service_, std::move(entry)),
                     asio::detached);
    } else {
      asio::co_spawn(executor, serve(std::move(socket), worker, service_, std::move(entry)), asio::detached);
    }
  });
}

}  // namespace vish::server
