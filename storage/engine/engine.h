#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/published.h"
#include "proto/messages/auditregel.h"
#include "storage/crypto/crypto.h"
#include "storage/database/database.h"
#include "storage/database/iterator_pool.h"
#include "storage/database/store_options.h"
#include "storage/engine/change.h"
#include "storage/engine/committer.h"
#include "storage/engine/compute_pool.h"
#include "storage/stand/delivery_state.h"
#include "storage/stand/stand.h"

namespace vish::storage {

/// Whether a change may use the reserved room on the disk and goes before waiting commits. Small writes that must not
/// fail do so.
enum class Voorrang : bool { nee, ja };

/// The right to work on the deliveries of one aansluiting. One caller at a time holds it; the destructor releases it.
class Slot {
 public:
  Slot(std::string aansluitcode, std::function<void(const std::string&)> release)
      : aansluitcode_(std::move(aansluitcode)), release_(std::move(release)) {}
  ~Slot() { release_(aansluitcode_); }
  Slot(const Slot&) = delete;
  Slot& operator=(const Slot&) = delete;

  const std::string& aansluitcode() const { return aansluitcode_; }

 private:
  std::string aansluitcode_;
  std::function<void(const std::string&)> release_;
};

/// Throws std::logic_error unless `slot` is the slot of that aansluiting.
void require_slot(const Slot* slot, std::string_view aansluitcode);

/// The parts that the doors of storage share: the database, the keys, the committer and the stand as it is now. Safe to
/// call from any thread.
class Engine {
 public:
  /// `stand` holds the live keys.
  Engine(std::unique_ptr<Database> database, std::unique_ptr<Auditkopie> kopie, Stand stand,
         std::uint64_t last_volgnummer, const StoreOptions& options);

  /// Waits a few seconds for work that follows answers; the next opening does the rest.
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  Database& database() { return *database_; }
  /// Returns the present keys. A caller that uses them more than once keeps the pointer.
  std::shared_ptr<const Crypto> crypto() const { return stand()->crypto; }
  Committer& committer() { return committer_; }
  ComputePool& compute_pool() { return compute_pool_; }
  IteratorPool& iterators() { return iterators_; }
  std::shared_ptr<const Stand> stand() const { return stand_.load(); }

  /// Makes one change, after all earlier changes. `make` gets the present stand and returns the next one, which is
  /// visible when it is durable. After an error nothing changed.
  Stored<void> change(const std::function<Stored<Change>(const Stand&)>& make, Voorrang voorrang = Voorrang::nee);

  /// Takes the slot of an aansluiting. The call fails with `busy` when another caller holds or claims the slot, and
  /// waits for work that follows an answer (release_after()).
  Stored<std::unique_ptr<Slot>> take_slot(const std::string& aansluitcode);
  /// Takes the slot for the decision of an operator: asks the deliverer to release it (on_claim()) and waits a few
  /// seconds for that; other callers get `busy` meanwhile. Without on_claim() it does not wait for a deliverer.
  Stored<std::unique_ptr<Slot>> claim_slot(const std::string& aansluitcode);
  /// Sets the function that asks the deliverer of an aansluiting to release the slot; an empty function asks nobody.
  void on_claim(std::function<void(const std::string&)> ask);
  /// Takes the slot for work that no caller asked for. Other callers wait for it instead of getting `busy`, so the work
  /// must be short.
  Stored<std::unique_ptr<Slot>> borrow_slot(const std::string& aansluitcode);
  /// Releases the slot after `work`, which the pool does later. Until then other callers wait for the slot instead of
  /// getting `busy`.
  void release_after(std::unique_ptr<Slot> slot, std::function<void(const Slot&)> work);

 private:
  Stored<std::unique_ptr<Slot>> take(const std::string& aansluitcode, bool others_wait);
  /// Waits until the slot is free; returns whether it is. The caller holds the lock, which is released during the wait.
  bool wait_for_slot(std::unique_lock<std::mutex>& lock, const std::string& aansluitcode);
  /// Makes a slot that is free. The caller holds the mutex.
  std::unique_ptr<Slot> give_slot(const std::string& aansluitcode, bool others_wait);

  std::unique_ptr<Database> database_;
  IteratorPool iterators_{*database_};
  Published<const Stand> stand_;
  std::mutex changing_;
  std::mutex slots_mutex_;
  std::condition_variable slot_released_;
  std::map<std::string, bool> slots_;            ///< the held slots; true where other callers wait for the slot
  std::map<std::string, std::size_t> claims_;    ///< the number of decisions that wait for each slot
  std::function<void(const std::string&)> ask_;  ///< set by on_claim()
  Committer committer_;
  ComputePool compute_pool_;  ///< last, because its work uses all other members
};

/// Replaces the aansluiting with the same code in `stand`, or adds it.
void replace(Stand& stand, AansluitingState aansluiting);

}  // namespace vish::storage
