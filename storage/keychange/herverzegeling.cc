#include "storage/keychange/herverzegeling.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "base/core/threads.h"
#include "base/core/try.h"
#include "storage/delivery/geweigerd.h"
#include "storage/delivery/processing.h"
#include "storage/delivery/tidying.h"
#include "storage/sets/verzameling.h"
#include "storage/stand/delivery_state.h"
#include "storage/stand/key_record.h"

namespace vish::storage {
namespace {

using Clock = std::chrono::steady_clock;

Stored<Lijsten> stored_lists(const Database& database, std::uint32_t nummer) {
  auto sets = TRY(stored_generations(database, Cf::verzamelingen, nummer));
  auto held = TRY(stored_generations(database, Cf::vastgehouden, nummer));
  return Lijsten{std::move(sets), std::move(held)};
}

/// Seals again the values that an older key sealed.
class Waarden {
 public:
  Waarden(Database& database, const Zegel& zegel) : database_(database), zegel_(zegel), writer_(database) {}

  /// Renews one value; returns false when there is no such value.
  Stored<bool> renew(Cf cf, const std::string& key) {
    const auto sealed = TRY(database_.get(cf, key));
    if (!sealed) return false;
    if (sealed->empty() || !zegel_.outdated(*sealed)) return true;
    const auto plain = TRY(zegel_.open(key, *sealed));
    TRY(writer_.add({cf, key, zegel_.seal(key, plain)}));
    return true;
  }
  Stored<void> finish() { return writer_.finish(); }

 private:
  Database& database_;
  const Zegel& zegel_;
  AheadWriter writer_;
};

/// Renews one chunk of a set and the registrations in it. A registration of another generation whose set is stored too
/// is renewed with that set. Returns false past the end of the set.
Stored<bool> renew_set_chunk(Database& database, const Zegel& zegel, const ChunkKey& list, std::uint32_t chunk,
                             const std::vector<Generatie>& sets) {
  const auto regels = TRY(read_set_chunk(database, zegel, list, chunk));
  if (!regels) return false;
  Waarden waarden(database, zegel);
  for (const auto& regel : *regels) {
    const bool elsewhere =
        regel.generatie != list.generatie && std::binary_search(sets.begin(), sets.end(), regel.generatie);
    if (elsewhere) continue;
    TRY(waarden.renew(Cf::registraties, registratie_key(regel.persoon, list.nummer, regel.generatie)));
  }
  TRY(waarden.renew(Cf::verzamelingen, chunk_key(list.nummer, list.generatie, chunk)));
  TRY(waarden.finish());
  return true;
}

Stored<bool> renew_held_chunk(Database& database, const Zegel& zegel, const ChunkKey& list, std::uint32_t chunk) {
  Waarden waarden(database, zegel);
  auto renewed = waarden.renew(Cf::vastgehouden, chunk_key(list.nummer, list.generatie, chunk));
  if (!renewed || !*renewed) return renewed;
  TRY(waarden.finish());
  return true;
}

Stored<void> renew_hash(const Zegel& zegel, const std::string& aanlevering_id, std::string& sealed) {
  if (sealed.empty() || !zegel.outdated(sealed)) return {};
  const auto plain = TRY(zegel.open(hash_place(aanlevering_id), sealed));
  sealed = zegel.seal(hash_place(aanlevering_id), plain);
  return {};
}

/// Renews the hashes of files in the delivery state.
Stored<void> renew_hashes(const Zegel& zegel, DeliveryState& state) {
  if (auto renewed = renew_hash(zegel, state.aanlevering_id, state.bestandshash); !renewed) return renewed;
  if (auto& held = state.vastgehouden) {
    if (auto renewed = renew_hash(zegel, held->aanlevering_id, held->bestandshash); !renewed) return renewed;
  }
  for (auto& punt : state.herstelpunten) {
    if (auto renewed = renew_hash(zegel, punt.aanlevering_id, punt.bestandshash); !renewed) return renewed;
  }
  return {};
}

/// Renews the delivery state. The caller holds the slot.
Stored<void> renew_delivery_state(Engine& engine, const Zegel& zegel, const std::string& aansluitcode) {
  return engine.change([&](const Stand& stand) -> Stored<Change> {
    auto aansluiting = *stand.aansluiting(aansluitcode);
    TRY(renew_hashes(zegel, aansluiting.levering));
    Change change{stand, {}, {}};
    const auto nummer = aansluiting.aansluiting.nummer;
    change.ops.push_back({Cf::standen, nummer_key(nummer), encode(aansluiting.levering)});
    auto geweigerden = TRY(renew_geweigerden(engine.database(), zegel, nummer));
    if (geweigerden) change.ops.push_back(*std::move(geweigerden));
    replace(change.next, std::move(aansluiting));
    return change;
  });
}

/// Removes the data that an aansluiting left behind when it moved to another number.
Stored<void> remove_leftovers(Engine& engine, const Crypto& crypto) {
  const auto numbers = TRY(stored_numbers(engine.database()));
  const auto stand = engine.stand();
  for (const auto nummer : numbers) {
    if (stand->op_nummer.contains(nummer)) continue;
    if (auto removed = remove_nummer(engine.database(), crypto, nummer); !removed) return removed;
  }
  return {};
}

}  // namespace

Herverzegelaar::Herverzegelaar(Engine& engine, Log log)
    : engine_(engine), log_(std::move(log)), thread_([this] { run(); }) {}

Herverzegelaar::~Herverzegelaar() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Herverzegelaar::wake() {
  const std::lock_guard lock(mutex_);  // the thread must not be between its check of needed() and its wait
  changed_.notify_all();
}

bool Herverzegelaar::needed() const {
  const auto stand = engine_.stand();
  return stand->verzegeld < stand->crypto->zegel().current();
}

std::vector<std::string> Herverzegelaar::to_do() const {
  const auto stand = engine_.stand();
  const std::lock_guard lock(mutex_);
  std::vector<std::string> result;
  for (const auto& [code, _] : stand->aansluitingen) {
    const bool done = target_ == stand->crypto->zegel().current() && done_.contains(code);
    if (!done) result.push_back(code);
  }
  return result;
}

bool Herverzegelaar::wait_until_done(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, time, [this] { return !needed(); });
}

bool Herverzegelaar::pause(Clock::duration time) {
  std::unique_lock lock(mutex_);
  return !changed_.wait_for(lock, time, [this] { return stopping_; });
}

void Herverzegelaar::run() {
  constexpr std::chrono::milliseconds kSoon{200};
  constexpr std::chrono::minutes kAfterFailure{1};
  give_way();
  while (true) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return stopping_ || needed(); });
      if (stopping_) return;
    }
    const auto afloop = try_round();
    {
      const std::lock_guard lock(mutex_);
      changed_.notify_all();
    }
    const auto wait = afloop == Outcome::failed ? Clock::duration(kAfterFailure) : Clock::duration(kSoon);
    if (afloop != Outcome::done && !pause(wait)) return;
  }
}

Herverzegelaar::Outcome Herverzegelaar::failed(const Error& error) const {
  log_(LogLevel::error, "herverzegelen mislukt; over een minuut opnieuw: " + error.message);
  return Outcome::failed;
}

Herverzegelaar::Outcome Herverzegelaar::try_round() {
  try {
    return round();
  } catch (const std::exception& exception) {
    return failed({ErrorCode::io, exception.what()});
  }
}

Herverzegelaar::Outcome Herverzegelaar::round() {
  const auto stand = engine_.stand();
  const auto target = stand->crypto->zegel().current();
  {
    const std::lock_guard lock(mutex_);
    if (target_ != target) done_.clear();
    target_ = target;
  }
  auto afloop = Outcome::done;
  for (const auto& code : to_do()) {
    const auto each = reseal(code);
    if (each == Outcome::failed) return each;
    if (each == Outcome::later) afloop = each;
    if (!pause({})) return Outcome::later;
  }
  if (afloop != Outcome::done) return afloop;
  if (auto removed = remove_leftovers(engine_, *stand->crypto); !removed) return failed(removed.error());
  const auto noted = engine_.change([&](const Stand& now) -> Stored<Change> {
    Change change{now, {put_verzegeld(target)}, {}};
    change.next.verzegeld = target;
    return change;
  });
  if (!noted) return failed(noted.error());
  log_(LogLevel::info, "alles is verzegeld onder zegel-" + std::to_string(target));
  return Outcome::done;
}

/// Takes the keys for each piece after taking the slot, so that those keys open everything that was sealed before. New
/// lists are sealed under the new key. A list that is removed may leave registrations to a newer list; the aansluiting
/// is then renewed from the start.
Herverzegelaar::Outcome Herverzegelaar::reseal(const std::string& aansluitcode) {
  auto& database = engine_.database();
  const auto begun = begin(aansluitcode);
  if (!begun) return failed(begun.error());
  if (!*begun) return Outcome::later;
  const auto nummer = (**begun).nummer;
  const auto& lists = (**begun).lists;
  auto afloop = each_list(aansluitcode, nummer, lists.sets, [&](const ChunkKey& list, std::uint32_t chunk) {
    return renew_set_chunk(database, engine_.crypto()->zegel(), list, chunk, lists.sets);
  });
  if (afloop != Outcome::done) return afloop;
  afloop = each_list(aansluitcode, nummer, lists.held, [&](const ChunkKey& list, std::uint32_t chunk) {
    return renew_held_chunk(database, engine_.crypto()->zegel(), list, chunk);
  });
  if (afloop != Outcome::done) return afloop;
  const auto slot = engine_.borrow_slot(aansluitcode);
  if (!slot) return Outcome::later;
  const auto after = stored_lists(database, nummer);
  if (!after) return failed(after.error());
  if (*after != lists) return Outcome::later;
  const std::lock_guard lock(mutex_);
  done_.insert(aansluitcode);
  return Outcome::done;
}

Stored<std::optional<Herverzegelaar::Begonnen>> Herverzegelaar::begin(const std::string& aansluitcode) {
  const auto slot = engine_.borrow_slot(aansluitcode);
  if (!slot) return std::optional<Begonnen>();
  const auto crypto = engine_.crypto();
  const auto state = engine_.stand()->aansluiting(aansluitcode);
  const auto nummer = state->aansluiting.nummer;
  TRY(tidy(engine_, slot->get(), *state));
  TRY(renew_delivery_state(engine_, crypto->zegel(), aansluitcode));
  auto lists = TRY(stored_lists(engine_.database(), nummer));
  return std::optional(Begonnen{nummer, std::move(lists)});
}

Herverzegelaar::Outcome Herverzegelaar::each_list(const std::string& aansluitcode, std::uint32_t nummer,
                                                  const std::vector<Generatie>& generaties, const Renew& renew) {
  for (const auto generatie : generaties) {
    const auto afloop = each_chunk(aansluitcode, {nummer, generatie}, renew);
    if (afloop != Outcome::done) return afloop;
  }
  return Outcome::done;
}

Herverzegelaar::Outcome Herverzegelaar::each_chunk(const std::string& aansluitcode, const ChunkKey& list,
                                                   const Renew& renew) {
  for (std::uint32_t chunk = 0;; ++chunk) {
    const auto begun = Clock::now();
    {
      const auto slot = engine_.borrow_slot(aansluitcode);
      if (!slot) return Outcome::later;
      const auto renewed = renew(list, chunk);
      if (!renewed) return failed(renewed.error());
      if (!*renewed) return Outcome::done;
    }
    if (!pause(Clock::now() - begun)) return Outcome::later;
  }
}

}  // namespace vish::storage
