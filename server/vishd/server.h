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
  /// Binds every listener, or takes over the socket of that name from
  /// `sockets`; throws std::exception when one cannot be had or a certificate
  /// file is unusable. `file` is what `config` was read from, and is read
  /// again on SIGHUP. `store` must outlive this.
  Server(const std::filesystem::path& file, const Config& config, const std::map<std::string, int>& sockets,
         storage::Store& store);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  struct Ports {
    std::uint16_t data;
    std::uint16_t beheer;
    std::uint16_t observatie;
  };
  Ports ports() const;

  /// Serves until SIGTERM or SIGINT, also one that came since construction; then takes no new connections or
  /// requests, finishes what is in flight within the configured time, and
  /// returns.
  void run();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace vish::server
