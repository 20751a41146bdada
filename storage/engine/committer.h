#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include "base/core/error.h"
#include "proto/messages/auditregel.h"
#include "storage/crypto/crypto.h"
#include "storage/database/database.h"
#include "storage/ledger/auditkopie.h"

namespace vish::storage {

/// What must become durable at once. `audit` is encoded by the committer,
/// which gives the numbers.
struct Commit {
  Ops ops;
  std::vector<proto::Auditregel> audit;
  std::function<void(const Stored<void>&)> done;
  /// Goes before others, also when too much waits, and is written below the watermark of the disk.
  bool dringend = false;
};

/// Group commit: one thread gathers what waits, writes one synced batch, and
/// then tells all, in the order of submitting.
class Committer {
 public:
  /// The keys as they are now; asked for once for each group.
  using Keys = std::function<std::shared_ptr<const Crypto>()>;

  /// `last_volgnummer`: of the newest line in the log. `kopie`: of the log, or
  /// none. `database` must outlive this.
  Committer(Database& database, std::unique_ptr<Auditkopie> kopie, Keys keys, std::uint64_t last_volgnummer,
            std::size_t max_waiting);
  /// Writes what was submitted first.
  ~Committer();
  Committer(const Committer&) = delete;
  Committer& operator=(const Committer&) = delete;

  /// Each `done` is called exactly once, on the committer's thread; or at once
  /// on this thread, with `unavailable`, when too much waits.
  void submit(std::vector<Commit> commits);

  /// Submits and waits; not from a `done`.
  Stored<void> submit_and_wait(Ops ops, std::vector<proto::Auditregel> audit, bool dringend = false);

  /// Whether submit() would take one more commit at this moment.
  bool has_room() const { return waiting_now_.load(std::memory_order_relaxed) < max_waiting_; }

  std::uint64_t last_volgnummer() const { return last_volgnummer_.load(); }

 private:
  void run();
  /// Waits until there is something to write. In a crowd, most of those just
  /// answered ask again at once: to wait a moment for them, so that they share
  /// a sync with those who wait already, costs less than a sync for each half.
  void gather(std::unique_lock<std::mutex>& lock, std::size_t answered);
  /// What is urgent first, in a batch of its own.
  void write_group(std::vector<Commit>& group);
  void write_batch(std::span<Commit> commits, bool dringend);
  /// `frames`: of the lines from `first` on. The database before the copy, so
  /// that the copy never has what the database has not.
  Stored<void> write(const Ops& batch, std::uint64_t first, std::string_view frames, bool dringend);

  /// Bounds the size of one batch; what waits longer goes with the next.
  static constexpr std::size_t kMaxGroup = 1024;
  static constexpr std::size_t kCrowd = 16;
  static constexpr std::chrono::milliseconds kMoment{1};

  Database& database_;
  std::unique_ptr<Auditkopie> kopie_;
  Keys keys_;
  std::atomic<std::uint64_t> last_volgnummer_;
  const std::size_t max_waiting_;

  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Commit> waiting_;
  std::atomic<std::size_t> waiting_now_{0};  ///< as many as waiting_ holds
  std::size_t wanted_ = 1;                   ///< with so many waiting the committer is woken
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace vish::storage
