#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "server/config/config.h"
#include "storage/store/store.h"

namespace vish::server {

/// The running server: three listeners, their workers and pools. Construct,
/// run(), and destroy on one thread.
class Server {
 public:
  /// Binds every listener, or takes over the socket of that name from `sockets`; throws std::exception when a listener
  /// gets no socket or a certificate file is unusable. `config` was read from `file`, which SIGHUP makes the server
  /// read again. `store` must outlive this.
  Server(const std::filesystem::path& file, const Config& config, const std::map<std::string, int>& sockets,
         storage::Store& store);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// The ports that the listeners bound.
  struct Ports {
    std::uint16_t data;
    std::uint16_t beheer;
    std::uint16_t observatie;
  };
  Ports ports() const;

  /// Serves until SIGTERM or SIGINT, also one that came since construction; then takes no new connections or requests,
  /// finishes the work in flight within the configured time, and returns.
  void run();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace vish::server
