#pragma once

#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <vector>

#include "server/scheduling/asio.h"

namespace vish::server {

/// Tells now and then that the process really works: each of its parts took a task and ran it, and the rest goes on. A
/// part that is stuck silences the heartbeat.
class Heartbeat {
 public:
  using Task = std::function<void()>;
  /// Hands a task to one part of the process, which runs the task soon. Any thread may call it.
  using Part = std::function<void(Task)>;

  /// `goes_on` tells whether the rest goes on, to which no task can be handed since others may fill it. The thread of
  /// `timer`, which gives the pace, calls `goes_on`; one of the parts calls `beat`.
  Heartbeat(asio::io_context& timer, std::vector<Part> parts, std::function<bool()> goes_on,
            std::chrono::milliseconds interval, Task beat);
  ~Heartbeat();
  Heartbeat(const Heartbeat&) = delete;
  Heartbeat& operator=(const Heartbeat&) = delete;

  void start();

 private:
  struct Round;
  void wait();

  asio::steady_timer timer_;
  std::vector<Part> parts_;
  std::function<bool()> goes_on_;
  std::chrono::milliseconds interval_;
  std::shared_ptr<Round> round_;
};

}  // namespace vish::server
