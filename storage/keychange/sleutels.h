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

/// One key, and the data that needs it.
struct Sleuteloverzicht {
  KeyRecord sleutel{};
  bool huidig = false;             ///< new data is written under this key
  std::uint64_t registraties = 0;  ///< registrations in force under this index key
  /// The aansluitcodes with registrations in force under this index key, or with values that this zegel key may still
  /// seal.
  std::vector<std::string> aansluitingen;
  std::vector<std::string> vastgehouden;   ///< the aansluitcodes with a held delivery under this index key
  std::vector<std::string> herstelpunten;  ///< the aansluitcodes with a herstelpunt under this index key
  bool herverzegelen = false;              ///< some values of this zegel key are not sealed again yet
  bool auditregels = false;                ///< the log still holds lines from the time of this audit key
  /// The operator who asked to destroy the key; a second person must confirm.
  std::optional<std::string> vernietiging_door{};

  /// Whether any data needs the key, or new data is written under it.
  bool in_use() const;
};

/// Lists, changes and destroys the keys (product rules: identity). Safe to call from any thread; a change blocks until
/// it is on disk.
class Sleutels {
 public:
  /// Takes a message for the log, with its level.
  using Log = std::function<void(LogLevel, std::string_view)>;

  /// `keys` are the live keys of the stand. The references must outlive the object.
  Sleutels(Engine& engine, Herverzegelaar& herverzegelaar, Keyring keys, Log log)
      : engine_(engine), herverzegelaar_(herverzegelaar), keys_(std::move(keys)), log_(std::move(log)) {}

  /// The most keys of one kind that may live at the same time.
  static constexpr std::size_t kMostLive = 20;
  /// This long after a change of audit keys no line is written under the old key any more.
  static constexpr std::chrono::days kNalevering{1};

  /// Returns all keys, also destroyed ones, in order of kind and number.
  Stored<std::vector<Sleuteloverzicht>> list(Tijdstip nu) const;

  /// Makes a key, under which new data is written from now on; the older keys live on. The change and its audit line
  /// are on disk when this returns. After a crash the change happened as a whole or not at all (Store::open). Returns
  /// `conflict` when kMostLive keys of the kind live.
  Stored<Sleuteloverzicht> rotate(Sleutelsoort soort, proto::Auditregel regel);

  /// Destroys a key that no data needs, and wipes its file. Two persons are needed, as for ending an aansluiting.
  /// Returns `missing` when there is no such key; `conflict`, with the data that needs it, when the key is in use, is
  /// the newest of its kind, or is destroyed already; `io` when the key is destroyed but its file could not be wiped.
  Stored<Sleuteloverzicht> destroy(const Sleutelnaam& naam, proto::Auditregel regel);

  /// Waits, at most `time`, until all values are sealed under the newest zegel key; returns whether they are.
  bool wait_until_resealed(std::chrono::milliseconds time);

 private:
  Stored<Sleuteloverzicht> overview(const Stand& stand, const KeyRecord& sleutel, Tijdstip nu) const;
  Stored<bool> has_lines_from_before(const KeyRecord& next) const;
  Stored<Sleuteloverzicht> show(const Sleutelnaam& naam, Tijdstip nu) const;

  Engine& engine_;
  Herverzegelaar& herverzegelaar_;
  std::mutex changing_;  ///< guards `keys_`
  Keyring keys_;
  Log log_;
};

}  // namespace vish::storage
