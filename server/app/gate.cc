#include "server/app/gate.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <utility>

#include "server/http/event.h"

namespace vish::server {
namespace {

using Counts = std::map<std::string, std::size_t>;

std::size_t count_of(const Counts& counts, const std::string& who) {
  const auto found = counts.find(who);
  return found == counts.end() ? 0 : found->second;
}

void take_one(Counts& counts, const std::string& who) {
  const auto found = counts.find(who);
  if (--found->second == 0) counts.erase(found);
}

}  // namespace

struct Gate::Waiter {
  Waiter(std::string party, const Executor& on) : who(std::move(party)), executor(on), called(on) {}
  std::string who;
  Executor executor;
  Event called;
  bool has_place = false;  ///< under the mutex of the gate
};

void Gate::set_room(std::size_t inside, std::size_t waiting) {
  const std::lock_guard lock(mutex_);
  max_inside_ = inside;
  max_waiting_ = waiting;
  let_in();
}

Awaitable<std::optional<Gate::Pass>> Gate::enter(std::string who, std::chrono::seconds patience) {
  const auto executor = co_await asio::this_coro::executor;
  const auto waiter = std::make_shared<Waiter>(std::move(who), executor);
  bool waits = false;
  auto pass = enter_or_wait(waiter, waits);
  if (!waits) co_return pass;
  co_await waiter->called.wait_for(patience);
  co_return end_waiting(waiter);
}

std::optional<Gate::Pass> Gate::enter_or_wait(const std::shared_ptr<Waiter>& waiter, bool& waits) {
  const std::lock_guard lock(mutex_);
  if (closed_) return std::nullopt;
  if (has_room_for(waiter->who)) {
    count_in(waiter->who);
    return Pass(*this, waiter->who);
  }
  waits = has_room_in_line(waiter->who) && (waiting_.size() < max_waiting_ || make_room_in_line(waiter->who));
  if (!waits) return std::nullopt;
  waiting_.push_back(waiter);
  ++waiting_of_[waiter->who];
  return std::nullopt;
}

std::optional<Gate::Pass> Gate::end_waiting(const std::shared_ptr<Waiter>& waiter) {
  const std::lock_guard lock(mutex_);
  if (waiter->has_place) return Pass(*this, waiter->who);
  if (waiting_.remove(waiter) > 0) take_one(waiting_of_, waiter->who);
  return std::nullopt;
}

bool Gate::must_yield(const std::string& who) {
  const std::lock_guard lock(mutex_);
  const auto mine = count_of(inside_of_, who);
  const auto wanting = std::ranges::count_if(waiting_, [&](const std::shared_ptr<Waiter>& waiter) {
    const auto theirs = count_of(inside_of_, waiter->who);
    return waiter->who != who && (theirs == 0 || theirs + 1 < mine);
  });
  if (static_cast<std::size_t>(wanting) <= yielding_) return false;
  ++yielding_;
  return true;
}

void Gate::leave(const std::string& who, bool yields) {
  const std::lock_guard lock(mutex_);
  --inside_;
  if (yields) --yielding_;
  take_one(inside_of_, who);
  let_in();
}

void Gate::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  for (const auto& waiter : waiting_) call(waiter);
  waiting_.clear();
  waiting_of_.clear();
}

bool Gate::has_room_for(const std::string& who) const {
  return inside_ < max_inside_ && count_of(inside_of_, who) < share(max_inside_);
}

bool Gate::has_room_in_line(const std::string& who) const { return count_of(waiting_of_, who) < share(max_waiting_); }

bool Gate::make_room_in_line(const std::string& who) {
  const auto most = std::ranges::max_element(waiting_of_, {}, &Counts::value_type::second);
  if (most == waiting_of_.end() || most->second < count_of(waiting_of_, who) + 2) return false;
  const auto last =
      std::find_if(waiting_.rbegin(), waiting_.rend(), [&](const auto& each) { return each->who == most->first; });
  const auto waiter = *last;
  waiting_.remove(waiter);
  take_one(waiting_of_, waiter->who);
  call(waiter);
  return true;
}

void Gate::count_in(const std::string& who) {
  ++inside_;
  ++inside_of_[who];
}

void Gate::let_in() {
  const auto inside_of = [this](const std::shared_ptr<Waiter>& waiter) { return count_of(inside_of_, waiter->who); };
  while (!waiting_.empty()) {
    const auto next = std::ranges::min_element(waiting_, {}, inside_of);
    if (!has_room_for((*next)->who)) return;
    const auto waiter = *next;
    waiting_.erase(next);
    take_one(waiting_of_, waiter->who);
    count_in(waiter->who);
    waiter->has_place = true;
    call(waiter);
  }
}

void Gate::call(const std::shared_ptr<Waiter>& waiter) {
  asio::post(waiter->executor, [waiter] { waiter->called.set(); });
}

}  // namespace vish::server
