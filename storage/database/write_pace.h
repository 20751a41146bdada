#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "storage/database/limiter.h"

namespace vish::storage {

/// The pace of large files: as fast as the disk can while there are no questions, and slow, in small pieces, while
/// there are, because the sync of an answer waits behind large writes. Safe to call from any thread.
class WritePace {
 public:
  WritePace();

  /// Returns the limiter of RocksDB for large files.
  const std::shared_ptr<Limiter>& limiter() const { return limiter_; }

  /// Notes that a question is being answered.
  void answering();
  /// Notes that a large file is being written. The writer calls this every megabyte or so.
  void writing();
  /// Waits until `bytes` may be written ahead into the log.
  void await_turn(std::size_t bytes);

 private:
  std::shared_ptr<Limiter> limiter_;
  std::atomic<std::int64_t> last_answer_{0};  ///< in milliseconds of a monotonic clock
  std::atomic<bool> slow_{false};
};

}  // namespace vish::storage
