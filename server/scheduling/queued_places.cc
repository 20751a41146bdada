#include "server/scheduling/queued_places.h"

#include <algorithm>
#include <boost/asio/post.hpp>

#include "server/scheduling/event.h"

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

struct QueuedPlaces::Waiter {
  Waiter(std::string party, const Executor& on) : who(std::move(party)), executor(on), called(on) {}
  std::string who;
  Executor executor;
  Event called;
  std::unique_ptr<SharedPlaces::Place> place;  ///< once it has one; under the mutex of the line
};

void QueuedPlaces::set_room(std::size_t inside, std::size_t waiting) {
  const std::lock_guard lock(mutex_);
  places_.set_bounds(shared_out(inside));
  max_waiting_ = waiting;
  let_in();
}

Awaitable<std::optional<QueuedPlaces::Place>> QueuedPlaces::take(std::string who, std::chrono::seconds patience) {
  const auto executor = co_await asio::this_coro::executor;
  const auto waiter = std::make_shared<Waiter>(std::move(who), executor);
  bool waits = false;
  auto place = take_or_wait(waiter, waits);
  if (!waits) co_return place;
  co_await waiter->called.wait_for(patience);
  co_return end_waiting(waiter);
}

std::optional<QueuedPlaces::Place> QueuedPlaces::take_or_wait(const std::shared_ptr<Waiter>& waiter, bool& waits) {
  const std::lock_guard lock(mutex_);
  if (closed_) return std::nullopt;
  if (auto place = places_.take(waiter->who)) return Place(*this, std::move(place));
  waits = has_room_in_line(waiter->who) && (waiting_.size() < max_waiting_ || make_room_in_line(waiter->who));
  if (!waits) return std::nullopt;
  waiting_.push_back(waiter);
  ++waiting_of_[waiter->who];
  return std::nullopt;
}

std::optional<QueuedPlaces::Place> QueuedPlaces::end_waiting(const std::shared_ptr<Waiter>& waiter) {
  const std::lock_guard lock(mutex_);
  if (waiter->place) return Place(*this, std::move(waiter->place));
  if (waiting_.remove(waiter) > 0) take_one(waiting_of_, waiter->who);
  return std::nullopt;
}

bool QueuedPlaces::must_yield(const std::string& who) {
  const std::lock_guard lock(mutex_);
  const auto mine = places_.inside_of(who);
  const auto wanting = std::ranges::count_if(waiting_, [&](const std::shared_ptr<Waiter>& waiter) {
    const auto theirs = places_.inside_of(waiter->who);
    return waiter->who != who && (theirs == 0 || theirs + 1 < mine);
  });
  if (static_cast<std::size_t>(wanting) <= yielding_) return false;
  ++yielding_;
  return true;
}

void QueuedPlaces::give_back(std::unique_ptr<SharedPlaces::Place> place, bool yields) {
  const std::lock_guard lock(mutex_);
  if (yields) --yielding_;
  place.reset();
  let_in();
}

void QueuedPlaces::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  for (const auto& waiter : waiting_) call(waiter);
  waiting_.clear();
  waiting_of_.clear();
}

bool QueuedPlaces::has_room_in_line(const std::string& who) const {
  return count_of(waiting_of_, who) < share(max_waiting_);
}

bool QueuedPlaces::make_room_in_line(const std::string& who) {
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

void QueuedPlaces::let_in() {
  const auto inside_of = [this](const std::shared_ptr<Waiter>& waiter) { return places_.inside_of(waiter->who); };
  while (!waiting_.empty()) {
    const auto next = std::ranges::min_element(waiting_, {}, inside_of);
    auto place = places_.take((*next)->who);
    if (!place) return;
    const auto waiter = *next;
    waiting_.erase(next);
    take_one(waiting_of_, waiter->who);
    waiter->place = std::move(place);
    call(waiter);
  }
}

void QueuedPlaces::call(const std::shared_ptr<Waiter>& waiter) {
  asio::post(waiter->executor, [waiter] { waiter->called.set(); });
}

}  // namespace vish::server
