#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>

namespace vish::server {

// systemd and vishd tell each other these things (sd_notify(3), sd_listen_fds(3), sd_watchdog_enabled(3)). Without
// systemd nothing happens and nothing is there.

/// Tells the service manager a state, for instance "READY=1"; line ends separate several states. Any thread may call
/// this.
void notify_systemd(const std::string& state);

/// Tells "RELOADING=1", with the moment that systemd asks for.
void notify_reloading();

/// Tells systemd that the start goes on, at most once a second; systemd then gives it another minute
/// (TimeoutStartSec=). One thread only may use it.
class Starting {
 public:
  void goes_on();

 private:
  std::optional<std::chrono::steady_clock::time_point> told_;
};

/// Returns the interval at which systemd must hear that all is well; nothing when systemd does not ask.
std::optional<std::chrono::microseconds> watchdog_interval();

/// Returns the listening sockets that were opened for this process, by name (FileDescriptorName=): data, beheer,
/// observatie. The caller owns them. Throws std::runtime_error for another name, a name that comes twice, and a socket
/// that is no listening TCP socket. Call this once, before any thread is started.
std::map<std::string, int> inherited_sockets();

}  // namespace vish::server
