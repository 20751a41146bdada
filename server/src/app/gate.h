#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <optional>

#include "http/asio.h"

namespace vish::server {

/// Lets so many in at once and so many wait, first come first served; whoever
/// comes after that is turned away. Any thread.
class Gate {
 public:
  Gate(std::size_t inside, std::size_t waiting) : max_inside_(inside), max_waiting_(waiting) {}
  Gate(const Gate&) = delete;
  Gate& operator=(const Gate&) = delete;

  /// A place inside, given back when this goes.
  class Pass {
   public:
    explicit Pass(Gate& gate) : gate_(&gate) {}
    Pass(Pass&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)) {}
    Pass& operator=(Pass&&) = delete;
    ~Pass() {
      if (gate_ != nullptr) gate_->leave();
    }

   private:
    Gate* gate_;
  };

  /// From now on; who is inside or waits, stays.
  void set_room(std::size_t inside, std::size_t waiting);

  /// Nothing when too many wait, or when no place came free in time.
  Awaitable<std::optional<Pass>> enter(std::chrono::seconds patience);

 private:
  struct Waiter;

  /// A place, or the waiter that was put in line, or neither.
  std::optional<Pass> enter_or_wait(const std::shared_ptr<Waiter>& waiter, bool& waits);
  std::optional<Pass> end_waiting(const std::shared_ptr<Waiter>& waiter);
  void leave();
  /// Into a place that is counted already; with the mutex held.
  void let_in_first();

  std::mutex mutex_;
  std::size_t max_inside_;
  std::size_t max_waiting_;
  std::size_t inside_ = 0;
  std::list<std::shared_ptr<Waiter>> waiting_;
};

}  // namespace vish::server
