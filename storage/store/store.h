#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/core/error.h"
#include "proto/messages/auditregel.h"
#include "storage/crypto/keyring.h"
#include "storage/database/store_options.h"
#include "storage/stand/stand.h"

namespace vish::storage {

class Auditlog;
class Backups;
class Database;
class Gebruik;
class Index;
class Leveringen;
class Register;
class Sleutels;

/// The index with all that belongs to it, on RocksDB. One process at a time has it open. Every member function may be
/// called from any thread.
///
/// A change that a call reports as done is on disk: it survives a crash and a power cut. After a failed write the store
/// refuses all further writes until it is opened anew, because the contents of the disk are then unknown.
class Store {
 public:
  /// Makes an empty database for these keys. Refuses, and changes nothing, when the folder exists and is not empty. An
  /// empty index answers "no match" to every question, so only an explicit call makes one.
  static Stored<void> create(const std::filesystem::path& folder, const Keyring& keys);

  /// Opens a database that create() made, with its keys, and removes what a crash left unfinished, also of a change of
  /// keys. Fails on a missing or foreign database, another version, another key, a missing key, or a copy of the audit
  /// log that is not of this database as it is.
  static Stored<std::unique_ptr<Store>> open(const StoreOptions& options, Keyring keys);

  /// Looks whether open() would succeed, as far as that shows without writing, also while another process has the
  /// database open: that the database can be read, is of this version and belongs to these keys, and that the copy of
  /// the audit log is there and of this database. Changes nothing. Returns a stand with the operators alone.
  static Stored<Stand> look(const StoreOptions& options, const Keyring& keys);

  /// Finishes the submitted commits. No call may be in progress.
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  /// Returns the stand as of the last durable change. The call is cheap.
  std::shared_ptr<const Stand> stand() const;

  Register& registry();
  Leveringen& leveringen();
  Index& index();
  Auditlog& audit();
  Gebruik& gebruik();
  Sleutels& sleutels();
  Backups& backups();

  /// Lets a restored database answer questions again (see restore()). Returns `conflict` when it answers already.
  Stored<void> answer_again(proto::Auditregel regel);

  /// Sets the function that is called, from any thread, when the decision of an operator waits for a delivery of that
  /// aansluiting, and that ends the delivery. Empty: a decision is refused as `busy` while a delivery is under way.
  void on_claim(std::function<void(const std::string& aansluitcode)> ask);

  /// Looks whether the disks have room. The caller calls it about every second; it blocks as long as a disk does.
  void look_at_disks();
  /// Returns the reason why writes are refused, in Dutch; nothing while they are not. Blocks on no disk: the reason is
  /// as of the last look_at_disks(); that no such look has ended for half a minute is a reason too.
  std::optional<std::string> trouble() const;
  /// Returns the id that create() gave; it tells databases apart.
  const std::string& database_id() const;

 private:
  friend Stored<std::unique_ptr<Store>> open_store(std::unique_ptr<Database> database, const StoreOptions& options,
                                                   Keyring keys);
  class Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace vish::storage
