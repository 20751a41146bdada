#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "committer.h"
#include "crypto.h"
#include "database.h"
#include "leverstand.h"
#include "proto/auditregel.h"
#include "storage/stand.h"
#include "storage/store.h"

namespace vish::storage {

/// A change of the stand with all that must become durable with it.
struct Change {
  Stand next;
  Ops ops;
  std::vector<proto::Auditregel> audit;
};

/// The right to work on the deliveries of one aansluiting, held by one at a
/// time; let go when it is destroyed.
class Slot {
 public:
  explicit Slot(std::function<void()> release) : release_(std::move(release)) {}
  ~Slot() { release_(); }
  Slot(const Slot&) = delete;
  Slot& operator=(const Slot&) = delete;

 private:
  std::function<void()> release_;
};

/// What the doors of storage share: the database, the keys, the committer and
/// the stand as it is now. Any thread.
class Engine {
 public:
  Engine(std::unique_ptr<Database> database, Crypto crypto, Stand stand, std::uint64_t last_volgnummer,
         std::size_t max_waiting_commits);

  Database& database() { return *database_; }
  const Crypto& crypto() const { return crypto_; }
  Committer& committer() { return committer_; }
  std::shared_ptr<const Stand> stand() const { return stand_.load(); }

  /// One change after the other: `make` sees the stand as it is and says what
  /// it becomes; when that is durable it is shown. An error changes nothing.
  Stored<void> change(const std::function<Stored<Change>(const Stand&)>& make);

  /// `busy` when somebody holds the slot of that aansluiting.
  Stored<std::unique_ptr<Slot>> take_slot(const std::string& aansluitcode);

 private:
  std::unique_ptr<Database> database_;
  Crypto crypto_;
  std::atomic<std::shared_ptr<const Stand>> stand_;
  std::mutex changing_;
  std::mutex slots_mutex_;
  std::set<std::string> slots_;
  Committer committer_;
};

/// Puts a changed aansluiting in the place of the one with its code.
void replace(Stand& stand, Aansluitstand aansluiting);

}  // namespace vish::storage
