#pragma once

#include <atomic>
#include <boost/asio/ssl/context.hpp>
#include <cstdint>
#include <future>
#include <memory>
#include <optional>
#include <vector>

#include "server/http/service.h"
#include "server/http/session.h"
#include "server/http/worker.h"

namespace vish::server {

/// Accepts connections on one address and spreads them over the workers.
class Listener {
 public:
  /// Binds, or takes over the listening socket `inherited`, which must have
  /// that address; throws, and says which listener (`name`) and which address,
  /// when that cannot be had. `tls` null: plain
  /// HTTP. All must outlive the connections. What finds no room is closed at once.
  Listener(std::string_view name, const Luisteradres& address, std::optional<int> inherited,
           std::shared_ptr<asio::ssl::context> tls, std::shared_ptr<const Service> service, const Workers& workers,
           Room& room);

  /// For connections from now on; of a listener that has TLS. Any thread.
  void use(std::shared_ptr<asio::ssl::context> tls) { tls_.store(std::move(tls)); }

  /// Null: plain HTTP. Any thread.
  std::shared_ptr<asio::ssl::context> tls() const { return tls_.load(); }

  std::uint16_t port() const { return port_; }
  /// Starts accepting. Once.
  void start();
  /// Takes no further connections, and returns when every worker has those that
  /// were taken: one that drained before would leave them unanswered. Once,
  /// after start(); on no worker's thread.
  void stop();

 private:
  Awaitable<void> accept();
  void take(PlainStream socket, const asio::ip::address& from, Worker& worker);
  void bind(std::string_view name, const asio::ip::tcp::endpoint& endpoint);
  void take_over(int socket, const asio::ip::tcp::endpoint& endpoint);

  std::atomic<std::shared_ptr<asio::ssl::context>> tls_;
  std::shared_ptr<const Service> service_;
  const Workers& workers_;
  Room& room_;
  asio::basic_socket_acceptor<asio::ip::tcp, Executor> acceptor_;
  std::uint16_t port_ = 0;
  std::size_t next_ = 0;
  std::promise<void> ended_;
};

}  // namespace vish::server
