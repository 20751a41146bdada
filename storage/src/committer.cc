#include "committer.h"

#include <algorithm>
#include <future>
#include <iterator>
#include <utility>

#include "storage/sync.h"
#include "storage/threads.h"

namespace vish::storage {

Committer::Committer(Database& database, Encode encode, std::uint64_t last_volgnummer, std::size_t max_waiting)
    : database_(database),
      encode_(std::move(encode)),
      last_volgnummer_(last_volgnummer),
      max_waiting_(max_waiting),
      thread_([this] { run(); }) {}

Committer::~Committer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Committer::submit(Commit commit) {
  {
    const std::lock_guard lock(mutex_);
    if (!stopping_ && waiting_.size() < max_waiting_) {
      waiting_.push_back(std::move(commit));
      wake_.notify_one();
      return;
    }
  }
  commit.done(Error{ErrorCode::unavailable, "er wacht te veel op de schijf"});
}

Stored<void> Committer::submit_and_wait(Ops ops, std::vector<proto::Auditregel> audit) {
  std::promise<Stored<void>> promise;
  auto result = promise.get_future();
  submit({std::move(ops), std::move(audit), [&promise](const Stored<void>& outcome) { promise.set_value(outcome); }});
  return result.get();
}

void Committer::run() {
  answer_soon();
  std::vector<Commit> group;
  while (true) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      const auto count = static_cast<std::ptrdiff_t>(std::min(waiting_.size(), kMaxGroup));
      group.assign(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(waiting_.begin() + count));
      waiting_.erase(waiting_.begin(), waiting_.begin() + count);
    }
    write_group(group);
    group.clear();
  }
}

void Committer::write_group(std::vector<Commit>& group) {
  Ops batch;
  std::uint64_t volgnummer = last_volgnummer_.load();
  for (auto& commit : group) {
    std::move(commit.ops.begin(), commit.ops.end(), std::back_inserter(batch));
    for (auto& regel : commit.audit) {
      regel.volgnummer = ++volgnummer;
      batch.push_back({Cf::audit, audit_key(volgnummer), encode_(regel)});
    }
  }
  const auto written = database_.write(batch, commits_are_synced());
  if (written) last_volgnummer_.store(volgnummer);
  for (const auto& commit : group) commit.done(written);
}

}  // namespace vish::storage
