#include "server/scheduling/worker.h"

#include <boost/asio/post.hpp>
#include <utility>

#include "base/core/threads.h"

namespace vish::server {

Worker::Worker() {
  work_.emplace(context_.get_executor());
  deadlines_.start(context_);
  thread_ = std::thread([this] {
    answer_soon();
    run();
  });
}

Worker::~Worker() {
  stop();
  join();
  deadlines_.stop();
  work_.reset();
}

void Worker::run() {
  // Bounds on how long work waits for the end of a round: a number of small handlers, or a time for longer ones.
  constexpr std::size_t kLongestRound = 256;
  constexpr std::chrono::milliseconds kLongest{2};
  auto& end_of_round = asio::use_service<EndOfRound>(context_);
  do {
    const auto end = Clock::now() + kLongest;
    std::size_t done = 0;
    while (done < kLongestRound && context_.poll_one() > 0 && Clock::now() < end) ++done;
    ran_.fetch_add(done + 1, std::memory_order_relaxed);
    end_of_round.run();
  } while (context_.run_one() > 0);
}

void EndOfRound::run() {
  for (const auto& work : std::exchange(work_, {})) work();
}

Worker::Guest::Guest(Worker& worker, std::function<void()> drain, std::function<void()> review)
    : worker_(worker),
      drain_(std::move(drain)),
      review_(std::move(review)),
      place_(worker.guests_.insert(worker.guests_.end(), this)) {}

Worker::Guest::~Guest() {
  if (worker_.next_to_review_ == place_) ++worker_.next_to_review_;
  worker_.guests_.erase(place_);
  worker_.leave_if_empty();
}

void Worker::drain(Clock::duration patience) {
  draining_.store(true, std::memory_order_relaxed);
  asio::post(context_, [this, last = Clock::now() + patience] {
    deadlines_.hurry(last);
    for (auto at = guests_.begin(); at != guests_.end();) (*at++)->drain_();
    leave_if_empty();
  });
}

void Worker::leave_if_empty() {
  if (!draining() || !guests_.empty()) return;
  deadlines_.stop();
  work_.reset();
}

void Worker::review() {
  asio::post(context_, [this] {
    next_to_review_ = guests_.begin();
    review_some();
  });
}

void Worker::review_some() {
  constexpr int kAtOnce = 8;
  for (int i = 0; i < kAtOnce && next_to_review_ != guests_.end(); ++i) (*next_to_review_++)->review_();
  if (next_to_review_ != guests_.end()) asio::post(context_, [this] { review_some(); });
}

bool Worker::goes_on() {
  const auto ran = ran_.load(std::memory_order_relaxed);
  const bool moved = std::exchange(ran_seen_, ran) != ran;
  if (moved) asio::post(context_, [] {});
  return moved;
}

void Worker::stop() { context_.stop(); }

void Worker::join() {
  if (thread_.joinable()) thread_.join();
}

}  // namespace vish::server
