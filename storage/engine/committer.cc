#include "storage/engine/committer.h"

#include <algorithm>
#include <future>
#include <iterator>
#include <utility>

#include "base/core/threads.h"
#include "storage/ledger/audit_record.h"
#include "storage/ledger/kopiebestand.h"

namespace vish::storage {

Committer::Committer(Database& database, std::unique_ptr<Auditkopie> kopie, Keys keys, std::uint64_t last_volgnummer,
                     std::size_t max_waiting)
    : database_(database),
      kopie_(std::move(kopie)),
      keys_(std::move(keys)),
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

void Committer::submit(std::vector<Commit> commits) {
  auto refused = commits.begin();
  bool enough = false;
  {
    const std::lock_guard lock(mutex_);
    const auto before = waiting_.size();
    const bool urgent = std::ranges::any_of(commits, &Commit::dringend);
    const auto room = urgent ? commits.size() : max_waiting_ - std::min(max_waiting_, waiting_.size());
    if (!stopping_) refused += static_cast<std::ptrdiff_t>(std::min(room, commits.size()));
    waiting_.insert(waiting_.end(), std::make_move_iterator(commits.begin()), std::make_move_iterator(refused));
    waiting_now_ = waiting_.size();
    enough = before < wanted_ && waiting_.size() >= wanted_;
  }
  if (enough) wake_.notify_one();
  for (; refused != commits.end(); ++refused) {
    refused->done(Error{ErrorCode::unavailable, "er wacht te veel op de schijf"});
  }
}

Stored<void> Committer::submit_and_wait(Ops ops, std::vector<proto::Auditregel> audit, bool dringend) {
  std::promise<Stored<void>> promise;
  auto result = promise.get_future();
  std::vector<Commit> commits;
  commits.push_back({std::move(ops), std::move(audit),
                     [&promise](const Stored<void>& outcome) { promise.set_value(outcome); }, dringend});
  submit(std::move(commits));
  return result.get();
}

void Committer::run() {
  answer_soon();
  std::vector<Commit> group;
  while (true) {
    {
      std::unique_lock lock(mutex_);
      gather(lock, group.size());
      group.clear();
      if (waiting_.empty()) return;
      const auto count = static_cast<std::ptrdiff_t>(std::min(waiting_.size(), kMaxGroup));
      group.assign(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(waiting_.begin() + count));
      waiting_.erase(waiting_.begin(), waiting_.begin() + count);
      waiting_now_ = waiting_.size();
    }
    write_group(group);
  }
}

void Committer::gather(std::unique_lock<std::mutex>& lock, std::size_t answered) {
  const auto enough = [this] { return stopping_ || waiting_.size() >= wanted_; };
  if (answered >= kCrowd) {
    wanted_ = std::min(answered + waiting_.size(), kMaxGroup);
    wake_.wait_for(lock, kMoment, enough);
  }
  wanted_ = 1;
  wake_.wait(lock, enough);
}

void Committer::write_group(std::vector<Commit>& group) {
  if (std::ranges::none_of(group, &Commit::dringend)) return write_batch(group, false);
  const auto is_urgent = [](const Commit& commit) { return commit.dringend; };
  const auto others = std::stable_partition(group.begin(), group.end(), is_urgent);
  write_batch(std::span(group.begin(), others), true);
  if (others != group.end()) write_batch(std::span(others, group.end()), false);
}

void Committer::write_batch(std::span<Commit> commits, bool dringend) {
  Ops batch;
  batch.reserve(2 * commits.size());
  std::string frames;
  const std::uint64_t last = last_volgnummer_.load();
  std::uint64_t volgnummer = last;
  const auto crypto = keys_();
  for (auto& commit : commits) {
    std::move(commit.ops.begin(), commit.ops.end(), std::back_inserter(batch));
    for (auto& regel : commit.audit) {
      regel.volgnummer = ++volgnummer;
      auto record = encode_audit(regel, crypto->audit_zegel());
      if (kopie_) put_kopieregel(frames, volgnummer, record, crypto->kopie().front());
      batch.push_back({Cf::audit, audit_key(volgnummer), std::move(record)});
    }
  }
  const auto written = write(batch, last + 1, frames, dringend);
  if (written) last_volgnummer_.store(volgnummer);
  for (const auto& commit : commits) commit.done(written);
}

Stored<void> Committer::write(const Ops& batch, std::uint64_t first, std::string_view frames, bool dringend) {
  auto written = dringend ? database_.write_urgently(batch, true) : database_.write(batch, true);
  if (!written || frames.empty()) return written;
  auto copied = kopie_->append(first, frames);
  if (!copied) database_.refuse_writes();
  return copied;
}

}  // namespace vish::storage
