#pragma once

#include <memory>
#include <mutex>
#include <utility>

namespace vish {

/// A value that one thread replaces while others read it: each reader keeps the value that it got. All members may be
/// called from any thread. ThreadSanitizer cannot follow std::atomic<std::shared_ptr> of libstdc++ 12, whose loads
/// release their lock without an order.
template <class T>
class Published {
 public:
  explicit Published(std::shared_ptr<T> value = nullptr) : value_(std::move(value)) {}

  std::shared_ptr<T> load() const {
    const std::lock_guard lock(mutex_);
    return value_;
  }
  /// Replaces the value; destroys the old one, outside the lock, where no reader has it.
  void store(std::shared_ptr<T> value) {
    const std::lock_guard lock(mutex_);
    value_.swap(value);
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<T> value_;
};

}  // namespace vish
