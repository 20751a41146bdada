#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>

namespace vish::server {

// What systemd and vishd tell each other (sd_notify(3), sd_listen_fds(3),
// sd_watchdog_enabled(3)). Without systemd nothing happens and nothing is there.

/// Tells the service manager, for instance "READY=1"; several lines at once
/// are apart by line ends. Any thread.
void notify_systemd(const std::string& state);

/// "RELOADING=1", with the moment that systemd asks for.
void notify_reloading();

/// Starting goes on, so systemd gives it another minute (TimeoutStartSec=).
/// Says so at most once a second. One thread.
class Starting {
 public:
  void goes_on();

 private:
  std::optional<std::chrono::steady_clock::time_point> told_;
};

/// How often systemd must hear that all is well; nothing when it does not ask.
std::optional<std::chrono::microseconds> watchdog_interval();

/// The listening sockets that were opened for this process, by name
/// (FileDescriptorName=): data, beheer, observatie. The caller owns them.
/// Throws std::runtime_error for another name, a name that comes twice, and
/// what is no listening TCP socket. Once, before any thread is started.
std::map<std::string, int> inherited_sockets();

}  // namespace vish::server
