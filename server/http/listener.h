#pragma once

#include <boost/asio/ssl/context.hpp>
#include <cstdint>
#include <future>
#include <memory>
#include <optional>
#include <vector>

#include "base/core/published.h"
#include "server/http/service.h"
#include "server/http/session.h"
#include "server/scheduling/worker.h"

namespace vish::server {

/// Accepts connections on one address and spreads them over the workers. A connection without a place is closed at
/// once.
class Listener {
 public:
  /// Binds the address, or takes over the listening socket `inherited`, which must have that address. Throws
  /// std::runtime_error with the address (and, when binding fails, the `name` of the listener) when the address cannot
  /// be had. A null `tls` means plain HTTP. The references must outlive the connections.
  Listener(std::string_view name, const Luisteradres& address, std::optional<int> inherited,
           std::shared_ptr<asio::ssl::context> tls, std::shared_ptr<const Service> service, const Workers& workers,
           Room& room);

  /// Uses `tls` for later connections, on a listener that has TLS. Any thread may call it.
  void use(std::shared_ptr<asio::ssl::context> tls) { tls_.store(std::move(tls)); }

  /// Returns the TLS context; null for plain HTTP. Any thread may call it.
  std::shared_ptr<asio::ssl::context> tls() const { return tls_.load(); }

  std::uint16_t port() const { return port_; }
  /// Starts accepting. The caller calls this once.
  void start();
  /// Stops accepting, and returns when every worker has its accepted connections: a worker that drained earlier would
  /// leave such a connection unanswered. The caller calls this once, after start(), on no thread of a worker.
  void stop();

 private:
  Awaitable<void> accept();
  void take(PlainStream socket, const asio::ip::address& from, Worker& worker);
  void bind(std::string_view name, const asio::ip::tcp::endpoint& endpoint);
  void take_over(int socket, const asio::ip::tcp::endpoint& endpoint);

  Published<asio::ssl::context> tls_;
  std::shared_ptr<const Service> service_;
  const Workers& workers_;
  Room& room_;
  asio::basic_socket_acceptor<asio::ip::tcp, Executor> acceptor_;
  std::uint16_t port_ = 0;
  std::size_t next_ = 0;
  std::promise<void> ended_;
};

}  // namespace vish::server
