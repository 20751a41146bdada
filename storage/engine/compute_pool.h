#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace vish::storage {

/// A piece of work that is done once: by the pool, or by the first caller that needs it. Safe to call from any thread.
class Computation {
 public:
  explicit Computation(std::function<void()> work) : work_(std::move(work)) {}

  /// Returns when the work is done; does the work unless another thread has begun. Throws what the work throws.
  void finish() { std::call_once(once_, work_); }

 private:
  std::function<void()> work_;
  std::once_flag once_;
};

/// Threads that compute for deliveries. They give way to all other threads, so that a question never waits for a
/// delivery. Safe to call from any thread.
class ComputePool {
 public:
  explicit ComputePool(std::size_t threads);
  /// Finishes all submitted work.
  ~ComputePool();
  ComputePool(const ComputePool&) = delete;
  ComputePool& operator=(const ComputePool&) = delete;

  /// Waits, at most `time`, until no work is left; returns whether none is.
  bool wait_until_idle(std::chrono::milliseconds time);

  /// Submits work. Everything that the work refers to must live until the work is finished.
  std::shared_ptr<Computation> submit(std::function<void()> work);

 private:
  void run();

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::shared_ptr<Computation>> waiting_;
  std::condition_variable idle_;
  std::size_t working_ = 0;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

/// A value that a pool computes while the caller does something else. One thread at a time.
template <class Make>
class Precomputed {
 public:
  /// Everything that `make` refers to must live until the pool has done the work, also when get() is never called.
  Precomputed(ComputePool& pool, Make make)
      : state_(std::make_shared<State>(std::move(make))),
        computation_(pool.submit([state = state_] { state->value.emplace(state->make()); })) {}

  /// Returns the value; the caller calls this once. Throws what `make` throws.
  std::invoke_result_t<Make> get() {
    computation_->finish();
    return std::move(*state_->value);
  }

 private:
  struct State {
    explicit State(Make to_make) : make(std::move(to_make)) {}
    Make make;
    std::optional<std::invoke_result_t<Make>> value;
  };
  std::shared_ptr<State> state_;
  std::shared_ptr<Computation> computation_;
};

}  // namespace vish::storage
