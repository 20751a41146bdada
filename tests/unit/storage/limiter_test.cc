#include "storage/database/limiter.h"

#include <catch2/catch.hpp>
#include <thread>
#include <vector>

using vish::storage::Limiter;
using Clock = std::chrono::steady_clock;

namespace {

void request(Limiter& limiter, std::int64_t bytes) {
  limiter.Request(bytes, rocksdb::Env::IO_LOW, nullptr, rocksdb::RateLimiter::OpType::kWrite);
}

}  // namespace

TEST_CASE("many who write at once keep the pace together and all get their turn") {
  constexpr std::int64_t kPace = 20'000'000;
  constexpr int kThreads = 8;
  constexpr int kRequests = 100;
  Limiter limiter(kPace);
  const auto bytes = limiter.GetSingleBurstBytes() / 8;
  const auto start = Clock::now();
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < kRequests; ++j) request(limiter, bytes);
    });
  }
  for (auto& thread : threads) thread.join();
  const std::chrono::duration<double> took = Clock::now() - start;
  const auto total = bytes * kThreads * kRequests;
  CHECK(limiter.GetTotalBytesThrough(rocksdb::Env::IO_TOTAL) == total);
  CHECK(static_cast<double>(total - 2 * limiter.GetSingleBurstBytes()) / took.count() <= kPace);
}

TEST_CASE("a pace that is changed holds for all who come later") {
  Limiter limiter(1'000'000);
  limiter.SetBytesPerSecond(std::int64_t{4} << 30U);
  CHECK(limiter.GetBytesPerSecond() == std::int64_t{4} << 30U);
  const auto start = Clock::now();
  for (int i = 0; i < 60; ++i) request(limiter, 1'000'000);
  CHECK(Clock::now() - start < std::chrono::seconds(50));
}
