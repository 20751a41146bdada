#include "storage/engine/engine.h"

#include <chrono>
#include <utility>

#include "base/core/codec.h"
#include "base/core/invariant.h"
#include "base/core/try.h"

namespace vish::storage {
namespace {

Error busy() { return {ErrorCode::busy, "er loopt al een aanlevering of besluit voor deze aansluiting"}; }

}  // namespace

Engine::Engine(std::unique_ptr<Database> database, std::unique_ptr<Auditkopie> kopie, Stand stand,
               std::uint64_t last_volgnummer, const StoreOptions& options)
    : database_(std::move(database)),
      stand_(std::make_shared<const Stand>(std::move(stand))),
      committer_(
          *database_, std::move(kopie), [this] { return crypto(); }, last_volgnummer, options.max_waiting_commits),
      compute_pool_(options.rekendraden) {}

Engine::~Engine() {
  constexpr std::chrono::seconds kMoment{3};
  static_cast<void>(compute_pool_.wait_until_idle(kMoment));
  database_->end_write_ahead();
}

Stored<void> Engine::change(const std::function<Stored<Change>(const Stand&)>& make, Voorrang voorrang) {
  const std::lock_guard lock(changing_);
  auto change = TRY(make(*stand()));
  auto written = committer_.submit_and_wait(std::move(change.ops), std::move(change.audit), voorrang == Voorrang::ja);
  if (written) {
    stand_.store(std::make_shared<const Stand>(std::move(change.next)));
    iterators_.clear();
  }
  return written;
}

void require_slot(const Slot* slot, std::string_view aansluitcode) {
  require_invariant(slot != nullptr && slot->aansluitcode() == aansluitcode,
                    "deliveries of an aansluiting are worked on without its slot");
}

Stored<std::unique_ptr<Slot>> Engine::take_slot(const std::string& aansluitcode) { return take(aansluitcode, false); }

Stored<std::unique_ptr<Slot>> Engine::borrow_slot(const std::string& aansluitcode) { return take(aansluitcode, true); }

Stored<std::unique_ptr<Slot>> Engine::take(const std::string& aansluitcode, bool others_wait) {
  std::unique_lock lock(slots_mutex_);
  auto held = slots_.find(aansluitcode);
  while (held != slots_.end() && held->second) {
    slot_released_.wait(lock);
    held = slots_.find(aansluitcode);
  }
  if (held != slots_.end() || claims_.contains(aansluitcode)) return busy();
  return give_slot(aansluitcode, others_wait);
}

Stored<std::unique_ptr<Slot>> Engine::claim_slot(const std::string& aansluitcode) {
  std::unique_lock lock(slots_mutex_);
  ++claims_[aansluitcode];
  const auto ask = ask_;
  const auto held = slots_.find(aansluitcode);
  if (ask && held != slots_.end() && !held->second) {
    lock.unlock();
    ask(aansluitcode);
    lock.lock();
  }
  const bool free = wait_for_slot(lock, aansluitcode);
  if (--claims_.at(aansluitcode) == 0) claims_.erase(aansluitcode);
  if (!free) return busy();
  return give_slot(aansluitcode, false);
}

bool Engine::wait_for_slot(std::unique_lock<std::mutex>& lock, const std::string& aansluitcode) {
  constexpr std::chrono::seconds kLetsGo{5};
  const auto until = std::chrono::steady_clock::now() + (ask_ ? kLetsGo : std::chrono::seconds(0));
  for (auto held = slots_.find(aansluitcode); held != slots_.end(); held = slots_.find(aansluitcode)) {
    if (held->second) {
      slot_released_.wait(lock);
    } else if (std::chrono::steady_clock::now() >= until) {
      return false;
    } else {
      slot_released_.wait_until(lock, until);
    }
  }
  return true;
}

void Engine::on_claim(std::function<void(const std::string&)> ask) {
  const std::lock_guard lock(slots_mutex_);
  ask_ = std::move(ask);
}

std::unique_ptr<Slot> Engine::give_slot(const std::string& aansluitcode, bool others_wait) {
  slots_.emplace(aansluitcode, others_wait);
  return std::make_unique<Slot>(aansluitcode, [this](const std::string& released) {
    {
      const std::lock_guard release(slots_mutex_);
      slots_.erase(released);
    }
    slot_released_.notify_all();
  });
}

void Engine::release_after(std::unique_ptr<Slot> slot, std::function<void(const Slot&)> work) {
  {
    const std::lock_guard lock(slots_mutex_);
    slots_.at(slot->aansluitcode()) = true;
  }
  slot_released_.notify_all();
  compute_pool_.submit([this, held = std::shared_ptr<Slot>(std::move(slot)), work = std::move(work)]() mutable {
    work(*held);
    iterators_.clear();
    held.reset();
  });
}

void replace(Stand& stand, AansluitingState aansluiting) {
  require_invariant(generations_fit(aansluiting.levering), "a generation is in use that was never given out");
  auto shared = std::make_shared<const AansluitingState>(std::move(aansluiting));
  auto& place = stand.aansluitingen[shared->aansluiting.code.text()];
  if (place) {
    require_invariant(place->aansluiting.nummer != shared->aansluiting.nummer ||
                          place->levering.hoogste_generatie <= shared->levering.hoogste_generatie,
                      "a generation would be given out twice");
    stand.op_nummer.erase(place->aansluiting.nummer);
  }
  stand.op_nummer[shared->aansluiting.nummer] = shared;
  place = std::move(shared);
}

}  // namespace vish::storage
