#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "storage/database/limiter.h"

namespace vish::storage {

/// How fast large files are written: as fast as the disk can while nobody
/// asks, and slowly, a little at a time, while questions come, since each
/// answer waits for a sync that waits behind them. Any thread.
class WritePace {
 public:
  WritePace();

  /// What RocksDB asks before it writes a large file.
  const std::shared_ptr<Limiter>& limiter() const { return limiter_; }

  /// A question is being answered.
  void answering();
  /// A large file is being written; to be called every megabyte or so.
  void writing();
  /// Waits until so many bytes may be written ahead into the log.
  void await_turn(std::size_t bytes);

 private:
  std::shared_ptr<Limiter> limiter_;
  std::atomic<std::int64_t> last_answer_{0};  ///< in milliseconds of a clock that never goes back
  std::atomic<bool> slow_{false};
};

}  // namespace vish::storage
