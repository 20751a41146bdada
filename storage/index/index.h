#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/calendar/datum.h"
#include "base/core/error.h"
#include "proto/terms/bsn.h"
#include "proto/terms/domein.h"
#include "storage/stand/stand.h"

namespace rocksdb {
class Iterator;
}  // namespace rocksdb

namespace vish::storage {

class Engine;
class Index;

/// A registration that a bevrager, or an inzage, may see.
struct Gevonden {
  std::shared_ptr<const AansluitingState> aansluiting;
  Datum peildatum;  ///< of the last file that confirmed it
  Datum startdatum;
  std::optional<Datum> einddatum;
  proto::Fase fase;
  std::string kenmerk;
};

/// Tells which registrations a look may find.
struct Zicht {
  bool productie;      ///< false: only aansluitingen in phase test; true: only productie and geschorst
  Datum vandaag;       ///< in Amsterdam: what ended before today is not found
  bool alles = false;  ///< an inzage: in every phase, and what has ended too
};

/// One look at the index: the stand and the registrations that belong together. A look holds on to what it sees of the
/// database, so the caller destroys the look before waiting for anything. One thread at a time.
class Look {
 public:
  Look(Look&& other) noexcept;
  ~Look();
  Look(const Look&) = delete;
  Look& operator=(const Look&) = delete;
  Look& operator=(Look&&) = delete;

  /// Returns the stand with the rights, names and keys of this look. The pointer is never null.
  const std::shared_ptr<const Stand>& stand() const { return stand_; }

  /// Returns the registrations of each person, in the order of `personen`; those of one person ascend by the number of
  /// the aansluiting. The look sees either all or nothing of every delivery. The call fails with `unavailable` while
  /// Stand::teruggezet is set.
  Stored<std::vector<std::vector<Gevonden>>> find(std::span<const proto::Bsn> personen, const Zicht& zicht);

 private:
  friend class Index;
  explicit Look(Engine& engine);

  Engine& engine_;
  std::shared_ptr<const Stand> stand_;
  std::unique_ptr<rocksdb::Iterator> at_;
};

/// The door to the registrations: it gives looks at the index.
class Index {
 public:
  explicit Index(Engine& engine) : engine_(engine) {}

  /// Returns a look at the index as it is now. Safe to call from any thread. The call never waits for a delivery.
  Look look() const { return Look(engine_); }

 private:
  Engine& engine_;
};

}  // namespace vish::storage
