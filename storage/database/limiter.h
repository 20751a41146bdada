#pragma once

#include <rocksdb/rate_limiter.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>

namespace vish::storage {

/// Bounds the bytes a second of large files. Each request waits for a moment
/// of its own and for nobody else: in the limiter of RocksDB 7.8 all who wait
/// can be waiting for each other (facebook/rocksdb#11742), and then nothing is
/// written any more. In order of arrival, whatever the priority. Any thread.
class Limiter : public rocksdb::RateLimiter {
 public:
  explicit Limiter(std::int64_t bytes_per_second) : bytes_per_second_(bytes_per_second) {}

  /// For the requests that come after it.
  void SetBytesPerSecond(std::int64_t bytes_per_second) override { bytes_per_second_ = bytes_per_second; }
  std::int64_t GetBytesPerSecond() const override { return bytes_per_second_; }
  /// What may pass without a pause.
  std::int64_t GetSingleBurstBytes() const override;

  using RateLimiter::Request;
  void Request(std::int64_t bytes, rocksdb::Env::IOPriority priority, rocksdb::Statistics* statistics) override;

  /// Of all priorities together.
  std::int64_t GetTotalBytesThrough(rocksdb::Env::IOPriority priority) const override;
  std::int64_t GetTotalRequests(rocksdb::Env::IOPriority priority) const override;

 private:
  using Clock = std::chrono::steady_clock;

  /// When so many bytes may pass.
  Clock::time_point take_turn(std::int64_t bytes);

  std::atomic<std::int64_t> bytes_per_second_;
  std::atomic<std::int64_t> bytes_through_{0};
  std::atomic<std::int64_t> requests_{0};
  std::mutex mutex_;
  Clock::time_point free_at_{};  ///< when all that was let through is written at this rate
};

}  // namespace vish::storage
