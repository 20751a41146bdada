#include "storage/engine/compute_pool.h"

#include <utility>

#include "base/core/threads.h"

namespace vish::storage {

ComputePool::ComputePool(std::size_t threads) {
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

ComputePool::~ComputePool() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (auto& thread : threads_) thread.join();
}

bool ComputePool::wait_until_idle(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  return idle_.wait_for(lock, time, [this] { return waiting_.empty() && working_ == 0; });
}

std::shared_ptr<Computation> ComputePool::submit(std::function<void()> work) {
  auto computation = std::make_shared<Computation>(std::move(work));
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(computation);
  }
  wake_.notify_one();
  return computation;
}

void ComputePool::run() {
  give_way();
  while (true) {
    std::shared_ptr<Computation> computation;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      computation = std::move(waiting_.front());
      waiting_.pop_front();
      ++working_;
    }
    try {
      computation->finish();
    } catch (...) {  // NOLINT(bugprone-empty-catch): whoever needs it tries again, and learns why it fails
    }
    computation.reset();
    const std::lock_guard lock(mutex_);
    if (--working_ == 0 && waiting_.empty()) idle_.notify_all();
  }
}

}  // namespace vish::storage
