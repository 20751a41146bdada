#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "proto/messages/auditregel.h"
#include "storage/crypto/crypto.h"
#include "storage/database/database.h"
#include "storage/database/iterator_pool.h"
#include "storage/database/store_options.h"
#include "storage/engine/change.h"
#include "storage/engine/committer.h"
#include "storage/engine/compute_pool.h"
#include "storage/stand/leverstand.h"
#include "storage/stand/stand.h"

namespace vish::storage {

/// Whether a change may use what is kept of the disk for it, and goes before
/// others that wait: for small writes that may not fail.
enum class Voorrang : bool { nee, ja };

/// The right to work on the deliveries of one aansluiting, held by one at a
/// time; let go when it is destroyed.
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

/// Throws std::logic_error unless that is the slot of that aansluiting.
void require_slot(const Slot* slot, std::string_view aansluitcode);

/// What the doors of storage share: the database, the keys, the committer and
/// the stand as it is now. Any thread.
class Engine {
 public:
  /// `stand` has the keys at work.
  Engine(std::unique_ptr<Database> database, std::unique_ptr<Auditkopie> kopie, Stand stand,
         std::uint64_t last_volgnummer, const StoreOptions& options);

  /// Gives what follows answers a moment; what is not done then is done at the
  /// next opening.
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  Database& database() { return *database_; }
  /// The keys as they are now; who uses them for more than one thing holds on to them.
  std::shared_ptr<const Crypto> crypto() const { return stand()->crypto; }
  Committer& committer() { return committer_; }
  ComputePool& compute_pool() { return compute_pool_; }
  IteratorPool& iterators() { return iterators_; }
  std::shared_ptr<const Stand> stand() const { return stand_.load(); }

  /// One change after the other: `make` sees the stand as it is and says what
  /// it becomes; when that is durable it is shown. An error changes nothing.
  Stored<void> change(const std::function<Stored<Change>(const Stand&)>& make, Voorrang voorrang = Voorrang::nee);

  /// `busy` when somebody holds the slot of that aansluiting. Waits for work
  /// that follows an answer (release_after()).
  Stored<std::unique_ptr<Slot>> take_slot(const std::string& aansluitcode);
  /// As take_slot(), for the decision of an operator: asks who delivers to let go
  /// (on_claim()), and waits a few seconds for that; meanwhile others are told
  /// that it is busy. Where nobody can be asked it does not wait.
  Stored<std::unique_ptr<Slot>> claim_slot(const std::string& aansluitcode);
  /// Who asks that. Empty: nobody.
  void on_claim(std::function<void(const std::string&)> ask);
  /// As take_slot(), for work that nobody asked for: others wait for it instead
  /// of being told that it is busy, so it must be short.
  Stored<std::unique_ptr<Slot>> borrow_slot(const std::string& aansluitcode);
  /// Lets the slot go after `work`, which the pool does later; until then
  /// others wait for it instead of being told that it is busy.
  void release_after(std::unique_ptr<Slot> slot, std::function<void(const Slot&)> work);

 private:
  Stored<std::unique_ptr<Slot>> take(const std::string& aansluitcode, bool others_wait);
  /// Whether the slot came free. With the lock held, which it lets go of while it waits.
  bool wait_for_slot(std::unique_lock<std::mutex>& lock, const std::string& aansluitcode);
  /// With the mutex held, and the slot free.
  std::unique_ptr<Slot> give_slot(const std::string& aansluitcode, bool others_wait);

  std::unique_ptr<Database> database_;
  IteratorPool iterators_{*database_};
  std::atomic<std::shared_ptr<const Stand>> stand_;
  std::mutex changing_;
  std::mutex slots_mutex_;
  std::condition_variable slot_released_;
  std::map<std::string, bool> slots_;            ///< those that are held; true: others wait for it
  std::map<std::string, std::size_t> claims_;    ///< how many decisions wait for it
  std::function<void(const std::string&)> ask_;  ///< on_claim()
  Committer committer_;
  ComputePool compute_pool_;  ///< last: its work uses all others
};

/// Puts a changed aansluiting in the place of the one with its code.
void replace(Stand& stand, Aansluitstand aansluiting);

}  // namespace vish::storage
