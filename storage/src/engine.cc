#include "engine.h"

#include <utility>

#include "codec.h"

namespace vish::storage {

Engine::Engine(std::unique_ptr<Database> database, std::unique_ptr<Auditkopie> kopie, Stand stand,
               std::uint64_t last_volgnummer, const StoreOptions& options)
    : database_(std::move(database)),
      stand_(std::make_shared<const Stand>(std::move(stand))),
      committer_(
          *database_, std::move(kopie), [this] { return crypto(); }, last_volgnummer, options.max_waiting_commits),
      rekenpool_(options.rekendraden) {}

Engine::~Engine() {
  constexpr std::chrono::seconds kMoment{3};
  static_cast<void>(rekenpool_.wait_until_idle(kMoment));
  database_->end_write_ahead();
}

Stored<void> Engine::change(const std::function<Stored<Change>(const Stand&)>& make, Voorrang voorrang) {
  const std::lock_guard lock(changing_);
  auto change = make(*stand());
  if (!change) return change.error();
  auto written = committer_.submit_and_wait(std::move(change->ops), std::move(change->audit), voorrang == Voorrang::ja);
  if (written) {
    stand_.store(std::make_shared<const Stand>(std::move(change->next)));
    iterators_.clear();
  }
  return written;
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
  if (held != slots_.end()) {
    return Error{ErrorCode::busy, "er loopt al een aanlevering of besluit voor deze aansluiting"};
  }
  slots_.emplace(aansluitcode, others_wait);
  return std::make_unique<Slot>(aansluitcode, [this](const std::string& released) {
    {
      const std::lock_guard release(slots_mutex_);
      slots_.erase(released);
    }
    slot_released_.notify_all();
  });
}

void Engine::release_after(std::unique_ptr<Slot> slot, std::function<void()> work) {
  {
    const std::lock_guard lock(slots_mutex_);
    slots_.at(slot->aansluitcode()) = true;
  }
  slot_released_.notify_all();
  rekenpool_.submit([this, held = std::shared_ptr<Slot>(std::move(slot)), work = std::move(work)]() mutable {
    work();
    iterators_.clear();
    held.reset();
  });
}

void replace(Stand& stand, Aansluitstand aansluiting) {
  auto shared = std::make_shared<const Aansluitstand>(std::move(aansluiting));
  auto& place = stand.aansluitingen[shared->aansluiting.code.text()];
  if (place) stand.op_nummer.erase(place->aansluiting.nummer);
  stand.op_nummer[shared->aansluiting.nummer] = shared;
  place = std::move(shared);
}

std::shared_ptr<const Aansluitstand> Stand::aansluiting(std::string_view code) const {
  const auto found = aansluitingen.find(code);
  return found == aansluitingen.end() ? nullptr : found->second;
}

const proto::Bevrager* Stand::bevrager(std::string_view oin) const {
  const auto found = bevragers.find(oin);
  return found == bevragers.end() ? nullptr : &found->second;
}

const proto::Organisatie* Stand::organisatie(std::string_view oin) const {
  const auto found = organisaties.find(oin);
  return found == organisaties.end() ? nullptr : &found->second;
}

const proto::Verzoek* Stand::verzoek(std::string_view handeling, std::string_view onderwerp) const {
  const auto found = verzoeken.find({std::string(handeling), std::string(onderwerp)});
  return found == verzoeken.end() ? nullptr : &found->second;
}

}  // namespace vish::storage
