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

/// A piece of work that is done once: by the pool, or by whoever needs it
/// first. Any thread.
class Computation {
 public:
  explicit Computation(std::function<void()> work) : work_(std::move(work)) {}

  /// Returns when it is done; does it, unless another thread has begun.
  /// Throws what the work throws.
  void finish() { std::call_once(once_, work_); }

 private:
  std::function<void()> work_;
  std::once_flag once_;
};

/// Threads for what deliveries compute. They give way to all others, so that
/// a question never waits for a delivery.
class ComputePool {
 public:
  explicit ComputePool(std::size_t threads);
  /// Finishes what was submitted.
  ~ComputePool();
  ComputePool(const ComputePool&) = delete;
  ComputePool& operator=(const ComputePool&) = delete;

  /// False when there was still work after that time.
  bool wait_until_idle(std::chrono::milliseconds time);

  /// What the work refers to must live until the task is finished.
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

/// A value that a pool computes while its user does something else.
template <class Make>
class Precomputed {
 public:
  /// What `make` refers to must live until the pool has done it, also when
  /// get() is never called.
  Precomputed(ComputePool& pool, Make make)
      : state_(std::make_shared<State>(std::move(make))),
        computation_(pool.submit([state = state_] { state->value.emplace(state->make()); })) {}

  /// Once; throws what `make` throws.
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
