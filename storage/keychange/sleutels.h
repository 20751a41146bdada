#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/error.h"
#include "proto/messages/auditregel.h"
#include "storage/crypto/keyring.h"
#include "storage/database/store_options.h"
#include "storage/stand/stand.h"

namespace vish::storage {

class Engine;
class Herverzegelaar;

/// One key, and who needs it.
struct Sleuteloverzicht {
  Sleutelstand sleutel{};
  bool huidig = false;             ///< written under now
  std::uint64_t registraties = 0;  ///< in force under this index key
  /// By aansluitcode. Of an index key: with registrations in force under it.
  /// Of a zegel key: perhaps not all re-sealed yet.
  std::vector<std::string> aansluitingen;
  std::vector<std::string> vastgehouden;   ///< held deliveries under this index key
  std::vector<std::string> herstelpunten;  ///< under this index key
  bool herverzegelen = false;              ///< not all that this zegel key sealed is re-sealed yet
  bool auditregels = false;                ///< the log still holds lines of the time of this audit key
  /// The operator who asked to destroy it; a second person must confirm.
  std::optional<std::string> vernietiging_door{};

  bool in_use() const;
};

/// The keys: which there are, changing and destroying them (product rules:
/// identity). Any thread; changes block on the disk.
class Sleutels {
 public:
  using Log = std::function<void(LogLevel, std::string_view)>;

  /// `keys` are those that the stand has.
  Sleutels(Engine& engine, Herverzegelaar& herverzegelaar, Keyring keys, Log log)
      : engine_(engine), herverzegelaar_(herverzegelaar), keys_(std::move(keys)), log_(std::move(log)) {}

  /// How many keys of a kind may live at the same time.
  static constexpr std::size_t kMostLive = 20;
  /// After that time nothing that began before a change of audit keys is still
  /// written under the old one.
  static constexpr std::chrono::days kNalevering{1};

  /// In order of kind and number; also those that are destroyed.
  Stored<std::vector<Sleuteloverzicht>> list(Tijdstip nu) const;

  /// Makes a new key of that kind and writes under it from now on; the old
  /// ones live on. On disk, with its audit line, when this returns. After a
  /// crash on the way it happened whole or not at all (Store::open).
  /// `conflict` when kMostLive live already.
  Stored<Sleuteloverzicht> rotate(Sleutelsoort soort, proto::Auditregel regel);

  /// Destroys a key that nobody needs any more: forgets it and wipes its file.
  /// Needs two persons, as ending an aansluiting does. `missing` when there is
  /// no such key; `conflict`, with who needs it, when it is in use, is the one
  /// written under, or is destroyed already; `io` when it is no longer used
  /// but its file could not be wiped.
  Stored<Sleuteloverzicht> destroy(const Sleutelnaam& naam, proto::Auditregel regel);

  /// Whether, within that time, everything is sealed under the newest zegel key.
  bool wait_until_resealed(std::chrono::milliseconds time);

 private:
  Stored<Sleuteloverzicht> overview(const Stand& stand, const Sleutelstand& sleutel, Tijdstip nu) const;
  Stored<bool> has_lines_from_before(const Sleutelstand& next) const;
  Stored<Sleuteloverzicht> show(const Sleutelnaam& naam, Tijdstip nu) const;

  Engine& engine_;
  Herverzegelaar& herverzegelaar_;
  std::mutex changing_;  ///< guards `keys_`
  Keyring keys_;
  Log log_;
};

}  // namespace vish::storage
