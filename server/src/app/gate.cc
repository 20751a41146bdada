#include "app/gate.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <utility>

#include "http/event.h"

namespace vish::server {

struct Gate::Waiter {
  explicit Waiter(const Executor& on) : executor(on), called(on) {}
  Executor executor;
  Event called;
  bool has_place = false;  ///< under the mutex of the gate
};

void Gate::set_room(std::size_t inside, std::size_t waiting) {
  const std::lock_guard lock(mutex_);
  max_inside_ = inside;
  max_waiting_ = waiting;
  while (inside_ < max_inside_ && !waiting_.empty()) {
    ++inside_;
    let_in_first();
  }
}

Awaitable<std::optional<Gate::Pass>> Gate::enter(std::chrono::seconds patience) {
  const auto waiter = std::make_shared<Waiter>(co_await asio::this_coro::executor);
  bool waits = false;
  auto pass = enter_or_wait(waiter, waits);
  if (!waits) co_return pass;
  co_await waiter->called.wait_for(patience);
  co_return end_waiting(waiter);
}

std::optional<Gate::Pass> Gate::enter_or_wait(const std::shared_ptr<Waiter>& waiter, bool& waits) {
  const std::lock_guard lock(mutex_);
  if (inside_ < max_inside_) {
    ++inside_;
    return Pass(*this);
  }
  waits = waiting_.size() < max_waiting_;
  if (waits) waiting_.push_back(waiter);
  return std::nullopt;
}

std::optional<Gate::Pass> Gate::end_waiting(const std::shared_ptr<Waiter>& waiter) {
  const std::lock_guard lock(mutex_);
  if (waiter->has_place) return Pass(*this);
  waiting_.remove(waiter);
  return std::nullopt;
}

void Gate::leave() {
  const std::lock_guard lock(mutex_);
  if (waiting_.empty() || inside_ > max_inside_) {
    --inside_;
  } else {
    let_in_first();
  }
}

void Gate::let_in_first() {
  const auto next = std::move(waiting_.front());
  waiting_.pop_front();
  next->has_place = true;
  asio::post(next->executor, [next] { next->called.set(); });
}

}  // namespace vish::server
