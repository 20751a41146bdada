#pragma once

#include <rocksdb/rate_limiter.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>

namespace vish::storage {

/// Bounds the bytes per second of large files, in order of arrival, whatever the priority. Each request waits for a
/// moment of its own and for no other request: in the limiter of RocksDB 7.8 all waiting requests can wait for each
/// other (facebook/rocksdb#11742), and nothing is written any more. Safe to call from any thread.
class Limiter : public rocksdb::RateLimiter {
 public:
  explicit Limiter(std::int64_t bytes_per_second) : bytes_per_second_(bytes_per_second) {}

  /// Sets the rate for later requests.
  void SetBytesPerSecond(std::int64_t bytes_per_second) override { bytes_per_second_ = bytes_per_second; }
  std::int64_t GetBytesPerSecond() const override { return bytes_per_second_; }
  /// Returns the bytes that may pass without a pause.
  std::int64_t GetSingleBurstBytes() const override;

  using RateLimiter::Request;
  /// Waits until `bytes` may pass.
  void Request(std::int64_t bytes, rocksdb::Env::IOPriority priority, rocksdb::Statistics* statistics) override;

  /// Returns the total of all priorities, whatever `priority` says.
  std::int64_t GetTotalBytesThrough(rocksdb::Env::IOPriority priority) const override;
  std::int64_t GetTotalRequests(rocksdb::Env::IOPriority priority) const override;

 private:
  using Clock = std::chrono::steady_clock;

  /// Returns the moment at which `bytes` may pass.
  Clock::time_point take_turn(std::int64_t bytes);

  std::atomic<std::int64_t> bytes_per_second_;
  std::atomic<std::int64_t> bytes_through_{0};
  std::atomic<std::int64_t> requests_{0};
  std::mutex mutex_;
  Clock::time_point free_at_{};  ///< when all bytes that passed are written at this rate
};

}  // namespace vish::storage
