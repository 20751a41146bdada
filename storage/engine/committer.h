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

/// Changes that become durable together. The committer encodes `audit` and numbers its lines.
struct Commit {
  Ops ops;
  std::vector<proto::Auditregel> audit;
  std::function<void(const Stored<void>&)> done;
  /// An urgent commit goes before the others, is accepted also when too many wait, and is written below the watermark
  /// of the disk.
  bool dringend = false;
};

/// Group commit: one thread gathers the waiting commits, writes them as one synced batch, and then calls each `done`,
/// in the order of submitting. Safe to call from any thread.
class Committer {
 public:
  /// Returns the present keys; called once for each batch.
  using Keys = std::function<std::shared_ptr<const Crypto>()>;

  /// `last_volgnummer` is the number of the newest line of the log; `kopie` is the copy of the log, or null. `database`
  /// must outlive the object.
  Committer(Database& database, std::unique_ptr<Auditkopie> kopie, Keys keys, std::uint64_t last_volgnummer,
            std::size_t max_waiting);
  /// Writes all submitted commits first.
  ~Committer();
  Committer(const Committer&) = delete;
  Committer& operator=(const Committer&) = delete;

  /// Submits commits. Each `done` is called exactly once, on the thread of the committer; or at once on this thread,
  /// with `unavailable`, when too many commits wait.
  void submit(std::vector<Commit> commits);

  /// Submits a commit and waits for it. A `done` must not call this.
  Stored<void> submit_and_wait(Ops ops, std::vector<proto::Auditregel> audit, bool dringend = false);

  /// Whether submit() would take one more commit at this moment.
  bool has_room() const { return waiting_now_.load(std::memory_order_relaxed) < max_waiting_; }

  /// Returns the number of the newest durable line of the log.
  std::uint64_t last_volgnummer() const { return last_volgnummer_.load(); }

 private:
  void run();
  /// Waits until there is something to write. Among many callers most of those just answered ask again at once: a short
  /// wait, so that they share a sync with the waiting ones, costs less than a sync for each half.
  void gather(std::unique_lock<std::mutex>& lock, std::size_t answered);
  /// Writes the urgent commits first, in a batch of their own.
  void write_group(std::vector<Commit>& group);
  void write_batch(std::span<Commit> commits, bool dringend);
  /// Writes the database before the copy, so that the copy never holds a line that the database does not. `frames` are
  /// those of the lines from `first` on.
  Stored<void> write(const Ops& batch, std::uint64_t first, std::string_view frames, bool dringend);

  /// The most commits in one batch; further commits go with the next.
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
  std::atomic<std::size_t> waiting_now_{0};  ///< the size of waiting_
  std::size_t wanted_ = 1;                   ///< this many waiting commits wake the committer
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace vish::storage
