#pragma once

#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string_view>

#include "server/scheduling/asio.h"

namespace vish::server {

/// Does work on a pool at once, and again each time when an interval has passed since the work ended. Any thread may
/// use it.
class Recurring {
 public:
  using Work = std::function<void()>;
  using Fault = std::function<void(std::string_view what)>;

  /// `fault` gets the text of an exception that `work` throws; the work goes on recurring. Everything that `work`
  /// refers to must live until the pool is joined after stop().
  Recurring(asio::thread_pool& pool, std::chrono::milliseconds interval, Work work, Fault fault);
  /// Calls stop().
  ~Recurring();
  Recurring(const Recurring&) = delete;
  Recurring& operator=(const Recurring&) = delete;

  /// Starts the first round; the caller calls this once.
  void start();
  /// Lets the work not begin again. Work in progress ends by itself; joining the pool waits for it. A caller may call
  /// this several times.
  void stop();

 private:
  class Round;
  std::shared_ptr<Round> round_;
};

}  // namespace vish::server
