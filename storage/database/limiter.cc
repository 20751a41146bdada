#include "storage/database/limiter.h"

#include <algorithm>
#include <thread>

namespace vish::storage {
namespace {

constexpr std::chrono::milliseconds kBurst{2};

}  // namespace

std::int64_t Limiter::GetSingleBurstBytes() const {
  return std::max<std::int64_t>(1, bytes_per_second_ / (std::chrono::seconds(1) / kBurst));
}

Limiter::Clock::time_point Limiter::take_turn(std::int64_t bytes) {
  const std::chrono::duration<double> duration(static_cast<double>(bytes) / static_cast<double>(bytes_per_second_));
  const std::lock_guard lock(mutex_);
  const auto turn = std::max(free_at_, Clock::now());
  free_at_ = turn + std::chrono::duration_cast<Clock::duration>(duration);
  return turn;
}

void Limiter::Request(std::int64_t bytes, rocksdb::Env::IOPriority /*priority*/, rocksdb::Statistics* /*statistics*/) {
  ++requests_;
  bytes_through_ += bytes;
  std::this_thread::sleep_until(take_turn(bytes) - kBurst);
}

std::int64_t Limiter::GetTotalBytesThrough(rocksdb::Env::IOPriority /*priority*/) const { return bytes_through_; }
std::int64_t Limiter::GetTotalRequests(rocksdb::Env::IOPriority /*priority*/) const { return requests_; }

}  // namespace vish::storage
