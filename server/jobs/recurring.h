#pragma once

#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string_view>

#include "server/http/asio.h"

namespace vish::server {

/// Work that is done on a pool at once, and again each time an interval has
/// passed since it ended.
class Recurring {
 public:
  using Work = std::function<void()>;
  using Fault = std::function<void(std::string_view what)>;

  /// `fault` is told what `work` threw; the work is done again all the same.
  Recurring(asio::thread_pool& pool, std::chrono::milliseconds interval, Work work, Fault fault);
  /// As stop().
  ~Recurring();
  Recurring(const Recurring&) = delete;
  Recurring& operator=(const Recurring&) = delete;

  void start();
  /// The work is not begun again; if it is under way it ends by itself, and
  /// joining the pool waits for that. What the work refers to must live until
  /// then. Any thread, any number of times.
  void stop();

 private:
  class Round;
  std::shared_ptr<Round> round_;
};

}  // namespace vish::server
