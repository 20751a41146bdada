#include "storage/database/write_pace.h"

#include <algorithm>
#include <chrono>

namespace vish::storage {
namespace {

using std::chrono::milliseconds;

constexpr std::int64_t kFreely = std::int64_t{4} << 30U;  ///< bytes per second
constexpr std::int64_t kSlowly = std::int64_t{24} << 20U;
/// The pace stays slow for this long after the last question.
constexpr milliseconds kQuiet{250};

std::int64_t now() {
  return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

WritePace::WritePace() : limiter_(std::make_shared<Limiter>(kFreely)) {}

void WritePace::answering() {
  last_answer_.store(now(), std::memory_order_relaxed);
  if (!slow_.load(std::memory_order_relaxed) && !slow_.exchange(true)) limiter_->SetBytesPerSecond(kSlowly);
}

void WritePace::writing() {
  const bool quiet = now() - last_answer_.load(std::memory_order_relaxed) > kQuiet.count();
  if (quiet && slow_.exchange(false)) limiter_->SetBytesPerSecond(kFreely);
}

void WritePace::await_turn(std::size_t bytes) {
  writing();
  while (bytes > 0) {
    const auto part = std::min(bytes, static_cast<std::size_t>(limiter_->GetSingleBurstBytes()));
    limiter_->Request(static_cast<std::int64_t>(part), rocksdb::Env::IO_LOW, nullptr,
                      rocksdb::RateLimiter::OpType::kWrite);
    bytes -= part;
  }
}

}  // namespace vish::storage
