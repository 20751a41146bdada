#include "server/vishd/systemd.h"

#include <sys/socket.h>
#include <systemd/sd-daemon.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string_view>

namespace vish::server {
namespace {

constexpr std::array<std::string_view, 3> kNames{"data", "beheer", "observatie"};

struct Names {
  char** list = nullptr;
  Names() = default;
  Names(const Names&) = delete;
  Names& operator=(const Names&) = delete;
  ~Names() {
    for (char** name = list; name != nullptr && *name != nullptr; ++name) std::free(*name);  // NOLINT
    std::free(list);                                                                         // NOLINT
  }
};

}  // namespace

void notify_systemd(const std::string& state) { sd_notify(0, state.c_str()); }

void notify_reloading() {
  const auto moment = std::chrono::steady_clock::now().time_since_epoch();
  const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(moment).count();
  notify_systemd("RELOADING=1\nMONOTONIC_USEC=" + std::to_string(microseconds));
}

void Starting::goes_on() {
  constexpr std::chrono::microseconds kMore = std::chrono::minutes(1);
  const auto now = std::chrono::steady_clock::now();
  if (told_ && now - *told_ < std::chrono::seconds(1)) return;
  told_ = now;
  notify_systemd("EXTEND_TIMEOUT_USEC=" + std::to_string(kMore.count()));
}

std::optional<std::chrono::microseconds> watchdog_interval() {
  std::uint64_t microseconds = 0;
  if (sd_watchdog_enabled(0, &microseconds) <= 0) return std::nullopt;
  return std::chrono::microseconds(microseconds);
}

std::map<std::string, int> inherited_sockets() {
  Names names;
  const int count = sd_listen_fds_with_names(1, &names.list);
  if (count < 0) throw std::runtime_error("de geërfde sockets zijn niet te lezen");
  std::map<std::string, int> sockets;
  for (int i = 0; i < count; ++i) {
    const std::string name = names.list[i];  // NOLINT(cppcoreguidelines-pro-bounds-pointer-arithmetic)
    const int socket = SD_LISTEN_FDS_START + i;
    if (std::ranges::find(kNames, name) == kNames.end()) {
      throw std::runtime_error("geërfde socket '" + name + "' hoort bij geen ingang (data, beheer, observatie)");
    }
    if (sd_is_socket(socket, AF_UNSPEC, SOCK_STREAM, 1) <= 0) {
      throw std::runtime_error("geërfde socket " + name + " luistert niet naar verbindingen");
    }
    if (!sockets.emplace(name, socket).second) throw std::runtime_error("geërfde socket " + name + " is er twee keer");
  }
  return sockets;
}

}  // namespace vish::server
