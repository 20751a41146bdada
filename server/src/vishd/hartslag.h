#pragma once

#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <vector>

#include "http/asio.h"

namespace vish::server {

/// Tells now and then that the process really works: only after each of its
/// parts took a task and ran it. One that is stuck silences it.
class Hartslag {
 public:
  using Task = std::function<void()>;
  /// Hands a task to one part, which is to run it soon; any thread.
  using Part = std::function<void(Task)>;

  /// `beat` is called on one of the parts. `timer` gives the pace.
  Hartslag(asio::io_context& timer, std::vector<Part> parts, std::chrono::milliseconds interval, Task beat);
  ~Hartslag();
  Hartslag(const Hartslag&) = delete;
  Hartslag& operator=(const Hartslag&) = delete;

  void start();
  /// On the thread of `timer`. Tasks that were handed out may still run.
  void stop();

 private:
  struct Round;
  void wait();

  asio::steady_timer timer_;
  std::vector<Part> parts_;
  std::chrono::milliseconds interval_;
  std::shared_ptr<Round> round_;
};

}  // namespace vish::server
